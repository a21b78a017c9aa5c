using CloudSim.Net.Images;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Images;

public class ImageBuilderTests
{
    private const string Text = """
        # a web application
        FROM base
        WORKDIR /app
        COPY package.json /app/
        RUN install
        COPY src /app/src
        CMD ["node", "server.js"]
        """;

    private readonly Dictionary<string, FileContent> context = new()
    {
        ["/package.json"] = FileContent.Of("p1", 1.KiB), ["/src/server.js"] = FileContent.Of("s1", 4.KiB), ["/src/lib/a.js"] = FileContent.Of("a1", 2.KiB),
    };

    private readonly ImageBuilder builder = new(
        name => name == "base" ? new Image([Layer.Of("base", 50.MiB)]) : null,
        (command, root) => root.Create($"/app/{command}ed", FileContent.Of(command, 20.MiB)));

    [Fact]
    public void The_second_build_of_the_same_makes_the_same_image_from_the_cache()
    {
        var (first, _) = builder.Build(Dockerfile.Parse(Text), context);
        var (second, steps) = builder.Build(Dockerfile.Parse(Text), context);
        Assert.Equal(first.Manifest, second.Manifest);
        Assert.All(steps, s => Assert.True(s.Cached));
        Assert.Equal(4, second.Layers.Count);
        Assert.Equal(["node", "server.js"], second.Config.Command);
        Assert.Equal(FileError.None, second.Mount().Read("/app/src/lib/a.js", out _));
        Assert.Equal(FileError.None, second.Mount().Read("/app/package.json", out _));
    }

    [Fact]
    public void A_changed_file_misses_from_the_copy_that_takes_it_on()
    {
        builder.Build(Dockerfile.Parse(Text), context);
        context["/src/server.js"] = FileContent.Of("s2", 4.KiB);
        var (_, steps) = builder.Build(Dockerfile.Parse(Text), context);
        Assert.Equal(["COPY src /app/src"], steps.Where(s => !s.Cached).Select(s => s.Instruction.ToString()));
        context["/package.json"] = FileContent.Of("p2", 1.KiB);
        (_, steps) = builder.Build(Dockerfile.Parse(Text), context);
        Assert.Equal(["COPY package.json /app/", "RUN install", "COPY src /app/src"], steps.Where(s => !s.Cached).Select(s => s.Instruction.ToString()));
    }

    [Fact]
    public void A_changed_environment_misses_the_run_after_it()
    {
        builder.Build(Dockerfile.Parse(Text), context);
        var (_, steps) = builder.Build(Dockerfile.Parse(Text.Replace("RUN install", "ENV DEBUG=1\nRUN install")), context);
        Assert.Equal(2, steps.Count(s => !s.Cached));
    }

    [Theory]
    [InlineData("RUN x", "Dockerfile:1: RUN before FROM")]
    [InlineData("FROM a\nFROB x", "Dockerfile:2: unknown instruction 'FROB'")]
    [InlineData("FROM a\nCOPY x", "Dockerfile:2: COPY has one argument")]
    [InlineData("", "Dockerfile: no instruction")]
    public void A_malformed_file_is_named_with_its_line(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Dockerfile.Parse(text)).Message);

    [Fact]
    public void What_is_missing_is_named() =>
        Assert.Contains("no '/gone'", Assert.Throws<InputException>(() => builder.Build(Dockerfile.Parse("FROM base\nCOPY gone /x"), context)).Message);
}
