using Reality.Tests.Keys;

namespace Reality.Tests.Hashing;

public sealed class HasherTests
{
    [Fact]
    public void Rule_1d_a_hash_is_keyed()
    {
        var messages = Messages.Make(3);
        var other = new HashSecret(HashSecret.Create());
        Assert.NotEqual(Messages.Content.Compute(messages, Messages.Secret), Messages.Content.Compute(messages, other));
        Assert.Throws<ArgumentException>(() => new HashSecret(new byte[39]));
        Assert.NotEqual(HashSecret.Create(), HashSecret.Create());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a2b3c4")]
    [InlineData("1A2B3C4D")]
    [InlineData("1a2b3c4d5")]
    [InlineData("1a2b3c4\"")]
    public void A_shape_id_has_eight_lower_case_hexadecimal_digits(string shape) =>
        Assert.Throws<ArgumentException>(() => new ContentHash<int>(shape, static (hasher, value) => hasher.Add(value)));

    [Fact]
    public void Any_changed_member_changes_the_hash()
    {
        var message = new Message(1, "general", "Ada", "text", 5);
        Message?[] all =
        [
            message, null, message with { Id = 2 }, message with { RoomId = "x" }, message with { Author = "x" }, message with { Text = "" },
            message with { SentAt = 6 }, message with { Author = "Adat", Text = "ext" },
        ];
        Assert.Equal(all.Length, all.Select(m => Messages.Content.Compute([m!], Messages.Secret)).Distinct().Count());
        Assert.NotEqual(Messages.Content.Compute([], Messages.Secret), Messages.Content.Compute(null!, Messages.Secret));
        Assert.NotEqual(Messages.Content.Compute([message, message with { Id = 2 }], Messages.Secret), Messages.Content.Compute([message with { Id = 2 }, message], Messages.Secret));
    }

    [Fact]
    public void A_run_time_type_other_than_the_declared_one_throws_naming_both()
    {
        ContentHasher.Expect(new Message(1, "", "", "", 0), typeof(Message));
        var error = Assert.Throws<InvalidOperationException>(() => ContentHasher.Expect("text", typeof(Message)));
        Assert.Contains("Reality.Tests.Hashing.Message", error.Message, StringComparison.Ordinal);
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
        Assert.Contains("[JsonDerivedType]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recursive_value_is_hashed_to_64_levels()
    {
        Assert.NotEqual(Nested(63), Nested(64));
        var error = Assert.Throws<InvalidOperationException>(() => Nested(65));
        Assert.Contains("64", error.Message, StringComparison.Ordinal);

        // The depth of the failed walk is gone with it.
        Assert.Equal(Nested(64), Nested(64));

        static string Nested(int depth) => new ContentHash<int>("00000000", Write).Compute(depth, Messages.Secret);

        static void Write(ContentHasher hasher, int depth)
        {
            if (hasher.AddPresence(depth > 0))
            {
                hasher.Enter(typeof(Message));
                Write(hasher, depth - 1);
                hasher.Leave();
            }
        }
    }

    [Fact]
    public void A_walk_that_throws_leaves_nothing_behind()
    {
        var messages = Messages.Make(200);
        var expected = Messages.Content.Compute(messages, Messages.Secret);
        var failing = new ContentHash<IReadOnlyList<Message>>("00000000", static (hasher, list) =>
        {
            hasher.Enter(typeof(Message));
            _ = hasher.BeginUnordered(3);
            foreach (var message in list)
            {
                Messages.Write(hasher, message);
            }

            throw new FormatException();
        });

        for (var round = 0; round < 100; round++)
        {
            Assert.Throws<FormatException>(() => failing.Compute(messages, Messages.Secret));
            Assert.Equal(expected, Messages.Content.Compute(messages, Messages.Secret));
        }
    }

    [Fact]
    public void A_hasher_kept_beyond_its_walk_is_of_no_use()
    {
        ContentHasher? kept = null;
        new ContentHash<int>("00000000", (hasher, _) => kept = hasher).Compute(0, Messages.Secret);
        Assert.Throws<InvalidOperationException>(() =>
        {
            var scope = kept!.BeginUnordered(1);
            scope.EndElement();
        });
    }

    [Fact]
    public void Walks_inside_walks_do_not_disturb_each_other()
    {
        var messages = Messages.Make(100);
        var inner = Messages.Content.Compute(messages, Messages.Secret);
        var plain = new ContentHash<int>("00000000", (hasher, _) => { hasher.Add(1); hasher.Add(inner); hasher.Add(2); });
        var nested = new ContentHash<int>("00000000", (hasher, _) => { hasher.Add(1); hasher.Add(Messages.Content.Compute(messages, Messages.Secret)); hasher.Add(2); });
        Assert.Equal(plain.Compute(0, Messages.Secret), nested.Compute(0, Messages.Secret));
    }

    [Fact]
    public void Any_number_of_threads_compute_the_same()
    {
        var lists = Enumerable.Range(0, 40).Select(i => Messages.Make(i * 7)).ToArray();
        var expected = Array.ConvertAll(lists, list => Messages.Content.Compute(list, Messages.Secret));
        Parallel.For(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 5 == 0)
            {
                Assert.Throws<FormatException>(() => new ContentHash<int>("00000000", static (hasher, value) =>
                {
                    hasher.Add(value);
                    throw new FormatException();
                }).Compute(i, Messages.Secret));
            }

            Assert.Equal(expected[i % 40], Messages.Content.Compute(lists[i % 40], Messages.Secret));
        });
    }

    [Fact]
    public void Text_is_hashed_as_the_string_would_be()
    {
        Assert.Equal(Of(h => h.Add("o-7")), Of(h => h.AddText(new OrderId(7))));
        Assert.Equal(Of(h => h.Add(new string('x', 300))), Of(h => h.AddText(new LongId(300))));
        Assert.Equal(Of(h => h.Add((string?)null)), Of(h => h.AddText<Version>(null!)));

        static string Of(Action<ContentHasher> write) => new ContentHash<int>("00000000", (hasher, _) => write(hasher)).Compute(0, Messages.Secret);
    }

    [Fact]
    public void Sets_are_equal_in_any_order_and_only_as_whole()
    {
        var random = new Random(99);
        for (var round = 0; round < 200; round++)
        {
            var elements = Enumerable.Range(0, random.Next(0, 20)).Select(_ => random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var hash = Of(elements);
            random.Shuffle(elements);
            Assert.Equal(hash, Of(elements));
            if (elements.Length > 0)
            {
                elements[random.Next(elements.Length)] += "!";
                Assert.NotEqual(hash, Of(elements));
            }
        }

        static string Of(string[] elements) => new ContentHash<string[]>("00000000", static (hasher, set) =>
        {
            var scope = hasher.BeginUnordered(set.Length);
            foreach (var element in set)
            {
                hasher.Add(element);
                scope.EndElement();
            }

            scope.End();
        }).Compute(elements, Messages.Secret);
    }
}
