using System.Globalization;
using System.Text.Json;

namespace CloudSim.Net.Traces.Formats;

/// <summary>A document of a workflow; what it has beyond its jobs is passed over. It is in memory as a whole, as its jobs are.</summary>
internal sealed class WfFile
{
    private const double MostCores = 65_536, MostBytes = 1e18;

    private readonly string path;
    private readonly byte[] bytes;
    private readonly Dictionary<string, WfJob> byId = new(StringComparer.Ordinal);
    private long counted;
    private int line = 1;

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is no JSON, or a value is no good.</exception>
    public WfFile(string path)
    {
        this.path = path;
        bytes = All(path);
        var reader = new Utf8JsonReader(bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        try
        {
            reader.Read();
            Object(ref reader, "");
            reader.Read();
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)Math.Min((e.LineNumber ?? 0) + 1, int.MaxValue), "is no JSON that can be read on",
                "a whole JSON document", e);
        }
        catch (InvalidOperationException e)
        {
            // So the reader says that a text is not of Unicode.
            throw new InputException(path, Line(reader.TokenStartIndex), "is no text in UTF-8", "a whole JSON document in UTF-8", e);
        }
    }

    /// <summary>Its jobs in order.</summary>
    public List<WfJob> Jobs { get; } = [];

    /// <summary>Whether it tells what jobs are apart from how they ran: then these refer to each other by id, else by name.</summary>
    public bool HasSpecification { get; private set; }

    /// <summary>Version of the schema; empty if it does not say.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Seconds that the workflow took; NaN if it does not say.</summary>
    public double Makespan { get; private set; } = double.NaN;

    private static byte[] All(string path)
    {
        using var stream = InputFiles.Bytes(path);
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        try
        {
            while (stream.Read(part) is > 0 and var count)
            {
                all.Write(part, 0, count);
                if (all.Length > InputFiles.MostBytes)
                    throw new InputException(path, null, "is too large", $"at most {InputFiles.MostBytes} bytes");
            }
        }
        catch (Exception e) when (e is IOException or ICSharpCode.SharpZipLib.SharpZipBaseException)
        {
            throw new InputException(path, null, $"the compressed data end early or cannot be read: {e.Message}", "a whole file", e);
        }

        return all.ToArray();
    }

    private void Object(ref Utf8JsonReader reader, string where)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(ref reader, where, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (where, name)
            {
                case ("", "schemaVersion"):
                    Version = Text(ref reader, name);
                    break;
                case ("", "workflow") or ("workflow", "specification" or "execution"):
                    HasSpecification |= name != "workflow";
                    Object(ref reader, name);
                    break;
                case ("workflow" or "execution", "makespan" or "makespanInSeconds"):
                    Makespan = Number(ref reader, name, 0, OwnForm.MostSeconds);
                    break;
                case ("workflow", "jobs" or "tasks") or ("specification" or "execution", "tasks"):
                    Array(ref reader, name, where == "execution");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void Array(ref Utf8JsonReader reader, string name, bool isExecution)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(ref reader, name, "a list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var job = new WfJob(Line(reader.TokenStartIndex));
            Job(ref reader, job);
            Add(job, isExecution);
        }
    }

    // From 1.5 on a task stands twice: what it is, and how it ran; the two may come in any order.
    private void Add(WfJob job, bool isExecution)
    {
        if (job.Name.Length == 0 && job.Id is null)
            throw new InputException(path, job.Line, "a job has neither name nor id", "a name for each job");
        job.IsRun = isExecution || !HasSpecification;
        if (job.Id is not { } id || !byId.TryGetValue(id, out var known) || (isExecution ? known.IsRun : known.Name.Length > 0))
        {
            if (isExecution && job.Id is { } again && byId.TryGetValue(again, out var before))
                throw new InputException(path, job.Line,
                    $"task {Printable.Of(again, most: 80)} was run twice, first in line {before.Line}", "one execution of each task");
            Jobs.Add(job);
            if (job.Id is not null)
                byId.TryAdd(job.Id, job);
            return;
        }

        var (ran, said) = isExecution ? (job, known) : (known, job);
        known.IsRun = true;
        known.Name = said.Name;
        known.ParentNames.AddRange(isExecution ? [] : said.ParentNames);
        known.ChildNames.AddRange(isExecution ? [] : said.ChildNames);
        (known.Runtime, known.Start, known.Cores, known.Cpu) = (ran.Runtime, ran.Start, ran.Cores, ran.Cpu);
        (known.Memory, known.ReadBytes, known.WrittenBytes) = (ran.Memory, ran.ReadBytes, ran.WrittenBytes);
    }

    private void Job(ref Utf8JsonReader reader, WfJob job)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(ref reader, "job", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "name":
                    job.Name = Text(ref reader, name);
                    break;
                case "id":
                    job.Id = Text(ref reader, name);
                    break;
                case "runtime" or "runtimeInSeconds":
                    job.Runtime = Number(ref reader, name, 0, OwnForm.MostSeconds);
                    break;
                case "cores" or "coreCount":
                    job.Cores = Number(ref reader, name, 0.001, MostCores);
                    break;
                case "avgCPU":
                    job.Cpu = Number(ref reader, name, 0, MostCores * 100);
                    break;
                case "memory" or "memoryInBytes":
                    job.Memory = Number(ref reader, name, 0, MostBytes) * (name == "memory" ? 1024 : 1);
                    break;
                case "bytesRead" or "readBytes":
                    job.ReadBytes = Number(ref reader, name, 0, MostBytes);
                    break;
                case "bytesWritten" or "writtenBytes":
                    job.WrittenBytes = Number(ref reader, name, 0, MostBytes);
                    break;
                case "executedAt":
                    job.Start = Time(ref reader, name);
                    break;
                case "parents":
                    Texts(ref reader, name, job.ParentNames);
                    break;
                case "children":
                    Texts(ref reader, name, job.ChildNames);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void Texts(ref Utf8JsonReader reader, string name, List<string> texts)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(ref reader, name, "a list of texts");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(Text(ref reader, name));
    }

    private string Text(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text ? text
        : throw Wrong(ref reader, name, "a text");

    private double Number(ref Utf8JsonReader reader, string name, double least, double most) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && value >= least && value <= most ? value
        : throw Wrong(ref reader, name, FormattableString.Invariant($"a number from {least} to {most}"));

    private double Time(ref Utf8JsonReader reader, string name) => reader.TokenType == JsonTokenType.String
        && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? (time.UtcTicks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond
        : throw Wrong(ref reader, name, "a time such as 2020-04-01T15:10:53-08:00");

    private InputException Wrong(ref Utf8JsonReader reader, string name, string right) => new(path, Line(reader.TokenStartIndex),
        $"{name} is '{Printable.Of(System.Text.Encoding.UTF8.GetString(reader.ValueSpan), most: 60)}'", right);

    // The reader goes forward, so each line end is counted once.
    private int Line(long at)
    {
        at += bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        for (; counted < at; counted++)
            line += bytes[counted] == '\n' ? 1 : 0;
        return line;
    }
}
