using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Reality.Generators.Shapes.Writing;

namespace Reality.Generators.Shapes.Running;

/// <summary>A project of shapes on disk, built and run by the real tools, as a user's would be.</summary>
internal sealed class WrittenProject
{
    private readonly string _folder;

    private WrittenProject(string folder) => _folder = folder;

    private static string Root => Path.GetFullPath(Path.Combine(Source(), "../../../.."));

    public static WrittenProject Write(IReadOnlyList<Shape> shapes)
    {
        var folder = Path.Combine(Root, "artifacts/shapes");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var project = new WrittenProject(folder);
        // A user's project has none of the settings of this repository.
        project.Add("Directory.Build.props", "<Project />");
        project.Add("Directory.Build.targets", "<Project />");
        project.Add("Directory.Packages.props", "<Project />");
        project.Add(".editorconfig", "root = true\n");
        project.Add("Shapes.csproj", Project());
        using var bench = Assembly.GetExecutingAssembly().GetManifestResourceStream("Bench.txt")!;
        using var reader = new StreamReader(bench);
        project.Add("Bench.cs", reader.ReadToEnd());
        project.Add("Program.cs", Program(shapes));
        foreach (var shape in shapes)
        {
            project.Add($"Shape{shape.Number}.cs", ShapeSource.Write(shape));
        }

        return project;
    }

    public (int Code, string Output) Build() => Run("dotnet", "build -nologo -v q -clp:NoSummary");

    public (int Code, string Output) Execute() =>
        Run("dotnet", $"{Path.Combine(_folder, "bin/Debug/net10.0/Shapes.dll")} {Path.Combine(_folder, "shapes.db")}");

    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <AnalysisMode>All</AnalysisMode>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <CompilerGeneratedFilesOutputPath>$(MSBuildProjectDirectory)/generated</CompilerGeneratedFilesOutputPath>
            <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
            <!-- The written user code is odd on purpose: names, API design and style of it are not what is tested. -->
            <NoWarn>$(NoWarn);CA1002;CA1008;CA1034;CA1050;CA1051;CA1062;CA1303;CA1515;CA1707;CA1715;CA1716;CA1720;CA1721;CA1724;CA1725;CA1801;CA1802;CA1805;CA1812;CA1815;CA1819;CA1822;CA1823;CA1825;CA1848;CA1849;CA1852;CA1861;CA2007;CA2100;CA2225;CA2227;CA5394;CA1305;CA1031;CA1056;CA1055;CA1054;CA1308;CA1711;CA1710;CA1000;CA1032;CA1036;CA1044;CA1045;CA1046;CA1047;CA1052;CA1053;CA1060;CA1064;CA1040;CA1068;CA1012;CA1200;CA2201;RLT2008</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="*.cs" />
            <ProjectReference Include="{Root}/src/Reality.Sqlite/Reality.Sqlite.csproj" />
            <ProjectReference Include="{Root}/src/Reality.Server/Reality.Server.csproj" />
            <ProjectReference Include="{Root}/analyzers/Reality.Generators/Reality.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    private static string Program(IReadOnlyList<Shape> shapes)
    {
        var program = new StringBuilder("return await Shapes.Bench.MainAsync(args[0], [\n");
        foreach (var shape in shapes)
        {
            program.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"    ({shape.Number}, {shape.Namespace}Exercise{shape.Number}.RunAsync),");
        }

        return program.Append("]);\n").ToString();
    }

    private void Add(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private (int Code, string Output) Run(string command, string arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string Source([CallerFilePath] string path = "") => path;
}
