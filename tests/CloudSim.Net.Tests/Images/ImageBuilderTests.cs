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
        ["/package.json"] = FileContent.Of("p1", 1.KiB), ["/src/server.js"] = FileContent.Of("s1", 4.KiB),
        ["/src/lib/a.js"] = FileContent.Of("a1", 2.KiB),
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
        Assert.Equal(["COPY package.json /app/", "RUN install", "COPY src /app/src"],
            steps.Where(s => !s.Cached).Select(s => s.Instruction.ToString()));
    }

    [Fact]
    public void A_changed_environment_misses_the_run_after_it()
    {
        builder.Build(Dockerfile.Parse(Text), context);
        var (_, steps) = builder.Build(Dockerfile.Parse(Text.Replace("RUN install", "ENV DEBUG=1\nRUN install")), context);
        Assert.Equal(2, steps.Count(s => !s.Cached));
    }

    /// <summary>An argument misses at the first RUN after its declaration, not before it and not where it stands.</summary>
    [Fact]
    public void A_changed_argument_misses_where_it_is_first_used()
    {
        const string File = """
            FROM base
            RUN first
            ARG VERSION=1
            COPY package.json /etc/
            RUN second
            COPY src /opt
            """;
        Assert.Equal(4, Missed());
        Assert.Equal(0, Missed(("VERSION", "1"))); // the default
        Assert.Equal(0, Missed(("UNUSED", "x")));
        Assert.Equal(2, Missed(("VERSION", "2"))); // the second RUN and all after it
        Assert.Equal(0, Missed());
        Assert.Equal(4,
            builder.Build(Dockerfile.Parse(File.Replace("RUN first", "ARG VERSION\nRUN first")), context, arguments: new Dictionary<string,
                string> { ["VERSION"] = "3" }).Steps.Count(s => !s.Cached));

        int Missed(params (string Name, string Value)[] arguments) =>
            builder.Build(Dockerfile.Parse(File), context,
                arguments: arguments.ToDictionary(a => a.Name, a => a.Value)).Steps.Count(s => !s.Cached);
    }

    [Fact]
    public void Variables_are_filled_in_and_paths_follow_the_working_directory()
    {
        var (image, steps) = builder.Build(Dockerfile.Parse("""
            FROM base
            ARG DIR=srv
            ENV HOME=/home/$DIR DEBUG=0
            WORKDIR /${DIR}
            WORKDIR sub
            COPY package.json .
            ENTRYPOINT ["node"]
            CMD ["server.js"]
            USER app
            """), context, arguments: new Dictionary<string, string> { ["DIR"] = "data" });
        Assert.Equal(("/data/sub", "app"), (image.Config.WorkingDirectory, image.Config.User));
        Assert.Equal(["node", "server.js", "HOME=/home/data", "DEBUG=0"],
            [.. image.Config.Entrypoint, .. image.Config.Command, .. image.Config.Environment]);
        Assert.Equal(FileError.None, image.Mount().Read("/data/sub/package.json", out _));
        Assert.Equal("COPY package.json .", steps[5].Instruction.ToString());
    }

    /// <summary>The order of instructions is part of the cache's key: the same two the other way round are new.</summary>
    [Fact]
    public void Instructions_in_another_order_miss()
    {
        builder.Build(Dockerfile.Parse("FROM base\nRUN a\nRUN b"), context);
        Assert.Equal(2, builder.Build(Dockerfile.Parse("FROM base\nRUN b\nRUN a"), context).Steps.Count(s => !s.Cached));
        Assert.Equal(1, builder.Build(Dockerfile.Parse("FROM base\nRUN a\nRUN c"), context).Steps.Count(s => !s.Cached));
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
        Assert.Contains("no '/gone'",
            Assert.Throws<InputException>(() => builder.Build(Dockerfile.Parse("FROM base\nCOPY gone /x"), context)).Message);
}
