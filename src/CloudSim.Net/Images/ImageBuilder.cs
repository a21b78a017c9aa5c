
namespace CloudSim.Net.Images;

/// <summary>
/// Builds images from build files, with Docker's build cache: an instruction is reused if the image so far is the same, its text is the
/// same once its variables are filled in and, for COPY and ADD, the contents of the files that it names are the same (not their times). For
/// RUN the values of the ARGs declared before it count as well: an ARG misses where it is first used, not where it stands. A miss makes all
/// instructions after it miss too.
/// </summary>
/// <param name="find">The image of a FROM, or null.</param>
/// <param name="run">What a RUN command does to the file tree.</param>
public sealed class ImageBuilder(Func<string, Image?> find, Action<string, UnionMount> run)
{
    private readonly Dictionary<Digest, Layer> cache = [];

    /// <summary>Layers in the build cache.</summary>
    public int CacheCount => cache.Count;

    /// <summary>Builds.</summary>
    /// <param name="file">The build file.</param>
    /// <param name="context">Files that COPY and ADD take, by absolute path in the build context.</param>
    /// <param name="compression">Compressed size over size of the layers made.</param>
    /// <param name="arguments">Values for ARGs of the file (<c>--build-arg</c>).</param>
    /// <returns>The image, and what was done for each instruction.</returns>
    /// <exception cref="InputException">FROM names no image, or COPY names no file of the context.</exception>
    public (Image Image, IReadOnlyList<BuildStep> Steps) Build(
        Dockerfile file, IReadOnlyDictionary<string, FileContent> context, double compression = 1, IReadOnlyDictionary<string,
        string>? arguments = null)
    {
        var from = file.Instructions[0];
        var image = find(from.Arguments)
            ?? throw new InputException("Dockerfile", from.Line, $"no image '{from.Arguments}'", "an image that the builder can find");
        var (state, variables) = (image.Manifest, new BuildVariables(image.Config, arguments));
        var steps = new List<BuildStep> { new(from, true, null, default) };
        foreach (var written in file.Instructions.Skip(1))
        {
            if (written.Keyword == "ARG")
            {
                variables.Declare(written.Arguments);
                steps.Add(new(written, true, null, default));
                continue;
            }
            var instruction = written.Keyword is "RUN" or "CMD" or "ENTRYPOINT"
                ? written : written with { Arguments = variables.FillIn(written.Arguments) };
            var sources = instruction.Keyword is "COPY" or "ADD" ? Sources(instruction, context, image.Config.WorkingDirectory) : [];
            var used = instruction.Keyword == "RUN" ? variables.Arguments : "";
            state = Digest.Of($"{state}\n{instruction}\n{used}\n{string.Join('\n', sources.Select(s => $"{s.To} {s.Content.Digest}"))}");
            if (instruction.Keyword is not ("RUN" or "COPY" or "ADD"))
            {
                if (instruction.Keyword == "ENV")
                    variables.Set(instruction.Arguments);
                image = new(image.Layers, Configure(image.Config, instruction, file));
                steps.Add(new(written, true, null, default));
                continue;
            }
            var work = default(UnionWork);
            if (cache.TryGetValue(state, out var layer))
            {
                steps.Add(new(written, true, layer, work));
            }
            else
            {
                var mount = image.Mount();
                if (instruction.Keyword == "RUN")
                    run(instruction.Arguments, mount);
                else
                    Copy(mount, sources);
                cache.Add(state, layer = mount.Commit(compression));
                steps.Add(new(written, false, layer, mount.Work));
            }
            image = image.With(layer);
        }
        return (image, steps);
    }

    private static List<(string To, FileContent Content)> Sources(BuildInstruction instruction, IReadOnlyDictionary<string,
        FileContent> context, string directory)
    {
        var parts = instruction.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (froms, to) = (parts[..^1].Select(Absolute).ToList(),
            Absolute(parts[^1].StartsWith('/') ? parts[^1] : $"{directory}/{parts[^1]}"));
        var many = froms.Count > 1 || parts[^1].EndsWith('/') || parts[^1] == ".";
        var found = new List<(string, FileContent)>();
        foreach (var from in froms)
        {
            var before = found.Count;
            foreach (var (path, content) in context.OrderBy(c => c.Key, StringComparer.Ordinal))
                if (path == from)
                    found.Add((many ? UnionPath.Join(to, UnionPath.Split(path).Name) : to, content));
                else if (UnionPath.IsBelow(path, from))
                    found.Add((UnionPath.Join(to, path[(from == UnionPath.Root ? 1 : from.Length + 1)..]), content));
            if (found.Count == before)
                throw new InputException("Dockerfile", instruction.Line, $"no '{from}' in the build context",
                    "a file or folder of the context");
        }
        return found;

        static string Absolute(string path)
        {
            var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");
            return "/" + string.Join('/', parts);
        }
    }

    private static void Copy(UnionMount mount, List<(string To, FileContent Content)> sources)
    {
        foreach (var (to, content) in sources)
        {
            foreach (var above in UnionPath.Above(to))
                mount.MakeDirectory(above);
            var error = mount.Create(to, content);
            if (error == FileError.Exists)
                error = mount.Write(to, content, truncate: true);
            if (error != FileError.None)
                throw new InputException("Dockerfile", null, $"cannot copy to '{to}': {error}", "a destination below a directory");
        }
    }

    private static ImageConfig Configure(ImageConfig config, BuildInstruction instruction, Dockerfile file)
    {
        var text = instruction.Arguments;
        var words = text.Trim('[', ']').Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('"')).ToList();
        return instruction.Keyword switch
        {
            "ENV" => config with { Environment = Put(config.Environment, text) },
            "WORKDIR" => config with { WorkingDirectory = text.StartsWith('/') ? text : $"{config.WorkingDirectory.TrimEnd('/')}/{text}" },
            "CMD" => config with { Command = words },
            // A new program does not get the arguments of the image below.
            "ENTRYPOINT" =>
                config with { Entrypoint = words, Command = file.Instructions.Any(i => i.Keyword == "CMD" && i.Line < instruction.Line)
                    ? config.Command : [] },
            "EXPOSE" => config with { ExposedPorts = [.. config.ExposedPorts, .. words] },
            "LABEL" => config with { Labels = Put(config.Labels, text) },
            "USER" => config with { User = text },
            _ => config,
        };

        static IReadOnlyList<string> Put(IReadOnlyList<string> all, string text)
        {
            var set = BuildVariables.Assignments(text).ToList();
            return [.. all.Where(a => !set.Any(s => Name(s) == Name(a))), .. set];
        }

        static string Name(string assignment) => assignment.Split('=')[0];
    }
}
