using System.Globalization;
using System.Text.Json;

namespace CloudSim.Net.Traces;

/// <summary>
/// One JSON object of a text of lines, for as long as it is the reader's own. A name of several parts, such as <c>usage.cpus</c>, leads
/// into objects in it, unless a member has that very name. Numbers may also stand as strings, as exports of 64-bit integers have them;
/// null and what is not there are empty.
/// </summary>
public sealed class TraceObject : IDisposable
{
    private readonly string path;
    private readonly JsonDocument document;

    internal TraceObject(string path, int line, string text)
    {
        (this.path, Line) = (path, line);
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InputException(path, line, $"'{Printable.Of(text, most: 40)}' is no JSON: {e.Message}", "one JSON object a line", e);
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return;
        document.Dispose();
        throw new InputException(path, line, $"'{Printable.Of(text, most: 40)}' is no object", "one JSON object a line");
    }

    /// <summary>Line in the file, from 1; the largest number where there are more.</summary>
    public int Line { get; }

    /// <summary>Members whose value is null, without those of objects in it.</summary>
    public int Nulls => document.RootElement.EnumerateObject().Count(member => member.Value.ValueKind == JsonValueKind.Null);

    /// <summary>The object's own text.</summary>
    public string Text => document.RootElement.GetRawText();

    /// <summary>How many values an array has; 0 where there is none.</summary>
    public int Length(string name) => Find(name) is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0;

    /// <summary>A value as text; empty where there is none.</summary>
    public string this[string name] => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Trim(),
        var other => other.Value.GetRawText(),
    };

    /// <summary>A finite number within a range, or NaN where there is none.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public double NumberOrNaN(string name, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        this[name] is not { Length: > 0 } text ? double.NaN
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                && value >= least && value <= most ? value : throw Wrong(name, TraceRow.Range("a number", least, most));

    /// <summary>A whole number within a range.</summary>
    /// <exception cref="InputException">It is none, or outside, also beyond 64 bits.</exception>
    public long Whole(string name, long least = long.MinValue, long most = long.MaxValue) =>
        TraceRow.Whole(this[name]) is { } value && value >= least && value <= most ? value
            : throw Wrong(name, TraceRow.Range("a whole number", least, most));

    /// <summary>What is wrong with a value: named with its line, its name and itself.</summary>
    public InputException Wrong(string name, string right) => new(path, Line, $"{name} is '{Printable.Of(this[name], most: 60)}'", right);

    /// <summary>What is wrong with the object.</summary>
    public InputException WrongRow(string what, string right) => new(path, Line, what, right);

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private JsonElement? Find(string name)
    {
        if (document.RootElement.TryGetProperty(name, out var whole))
            return whole;
        JsonElement? at = document.RootElement;
        foreach (var part in name.Split('.'))
            at = at is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(part, out var member) ? member : null;
        return at;
    }
}
