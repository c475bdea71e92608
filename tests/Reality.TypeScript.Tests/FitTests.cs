using System.Text;
using System.Text.Json;
using Reality.TypeScript.Tests.Checking;
using Reality.TypeScript.Tests.Shapes;

namespace Reality.TypeScript.Tests;

/// <summary>What System.Text.Json writes fits the types that were generated for it; what it never writes does not.</summary>
public sealed class FitTests
{
    private const string Head = """
        import type { RealityKey } from './client.js';
        import { Keys, type Figure, type Level } from './reality-keys.js';

        type Of<K> = K extends (...values: never) => RealityKey<infer T> ? T : K extends RealityKey<infer T> ? T : never;
        type Payload<Name extends keyof typeof Keys.shape> = Of<(typeof Keys.shape)[Name]>;

        """;

    // Each line is right but for one thing, so a type that takes anything is found out.
    private const string Misfits = """
        // @ts-expect-error a member is missing
        export const missing: Payload<'same'> = { item: { id: 1, name: 'one' } };
        // @ts-expect-error nobody writes this member
        export const more: Payload<'same'> = { item: { id: 1, name: 'one' }, another: { different: '' }, third: 1 };
        // @ts-expect-error a name is never null
        export const never: Payload<'same'> = { item: { id: 1, name: null }, another: { different: '' } };
        // @ts-expect-error the page holds items or null, and no texts
        export const page: Payload<'page'> = { items: ['one'], first: null, total: 1 };
        // @ts-expect-error no such alternative
        export const square: Figure = { kind: 'square', label: 's', radius: 1 };
        // @ts-expect-error a circle has a radius
        export const circle: Figure = { kind: 'circle', label: 'c' };
        // @ts-expect-error C# says HighLevel, JSON does not
        export const level: Level = 'HighLevel';
        // @ts-expect-error a number that is written as text
        export const text: Payload<'numbers'>['asText'] = 1;
        // @ts-expect-error a payload is not for the page to change
        export const change = (payload: Payload<'same'>): void => { payload.item = { id: 2, name: 'two' }; };
        // @ts-expect-error no such color
        export const color = Keys.shape.typedMore('x', 'Blue');
        // @ts-expect-error a room is no number
        export const number = Keys.shape.scalars(7);
        // @ts-expect-error no such key
        export const none = Keys.shape.nothing('x');

        export const radius = (figure: Figure): number => ('kind' in figure && figure.kind === 'circle' ? figure.radius : 0);
        """;

    [Fact]
    public async Task Payloads_fit_and_misfits_do_not()
    {
        using var folder = await TypeScriptFolder.CreateAsync();
        var text = new StringBuilder(Head);
        var i = 0;
        foreach (var (accessor, payload, type) in Payloads.All)
        {
            text.Append($"export const p{i++}: Payload<'{accessor}'> = {JsonSerializer.Serialize(payload, type, JsonSerializerOptions.Web)};\n");
        }

        folder.Write("reality-keys.ts", ShapesKeys.Text);
        folder.Write("payloads.ts", text.ToString() + Misfits);

        Assert.Equal("", await folder.CompileAsync());
    }

    [Fact]
    public void Every_key_has_a_payload_here()
    {
        var all = Payloads.All.Select(static payload => payload.Accessor).ToHashSet();

        Assert.Empty(typeof(IShapes).GetMethods().Select(static method => JsonNamingPolicy.CamelCase.ConvertName(method.Name))
            .Except(all).Except(["items", "typed", "days", "wide"]));
    }

    [Fact]
    public async Task A_changed_template_breaks_what_was_built_on_it()
    {
        using var folder = await TypeScriptFolder.CreateAsync();
        folder.Write("page.ts", """
            import { Reality } from './client.js';
            import { Keys } from './reality-keys.js';
            new Reality().subscribe(Keys.shape.scalars('a'), { url: '/', onData: (scalars) => scalars?.text.trim() });
            // @ts-expect-error the payload is known through the engine too
            new Reality().subscribe(Keys.shape.flag(true), { onData: (flag) => flag?.text });
            export const text = Keys.shape.scalars('a').text;
            """);
        folder.Write("reality-keys.ts", ShapesKeys.Text);
        Assert.Equal("", await folder.CompileAsync());

        // What is generated after shape:scalars:<id> became shape:simple:<id>.
        folder.Write("reality-keys.ts", ShapesKeys.Text.Replace("scalars: (", "simple: (", StringComparison.Ordinal));

        Assert.Contains("page.ts(6,32): error TS2339: Property 'scalars' does not exist", await folder.CompileAsync(), StringComparison.Ordinal);
    }
}
