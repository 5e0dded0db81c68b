namespace Meent.Tests.Season;

/// <summary>meent explore as somebody types it: without books, and with an answer or a refusal.</summary>
public sealed class Exploring
{
    private static readonly Dictionary<string, string?> Nothing = [];

    private static async Task<Ran> Run(params string[] arguments)
    {
        using var program = Program.Start(Nothing, ["explore", .. arguments]);
        return await program.End();
    }

    private static string Demo(string verb) => Path.Combine(Hub.Root, "demo", "explore", verb);

    [Theory]
    [InlineData("node", "not_suitable")]
    [InlineData("relocate", "depends")]
    public async Task An_answer_ends_with_0_also_where_it_is_no(string verb, string code)
    {
        using var to = new TestFolder();
        var ran = (await Run(verb, Demo(verb), "--out", to.Path, "--json")).ShouldBeDone();
        ran.Json.GetProperty("verdict").GetProperty("code").GetString().ShouldBe(code);
        Directory.GetFiles(to.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["answer.json", "forecast.json", "report.html"]);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("relocate")]
    public async Task A_folder_that_cannot_be_read_ends_with_2_and_leaves_nothing(string verb)
    {
        using var empty = new TestFolder();
        using var to = new TestFolder();
        (await Run(verb, empty.Path, "--out", to.Path, "--json")).ShouldBeRefused("planning.no_folder");
        Directory.CreateDirectory(empty.Path);
        (await Run(verb, empty.Path, "--out", to.Path, "--json")).ShouldBeRefused("planning.no_settings");
        (await Run(verb, Demo(verb), "--out", to.Path, "--seed", "-1", "--json"))
            .ShouldBeRefused("planning.setting_wrong");
        Directory.Exists(to.Path).ShouldBeFalse();
    }
}
