using System.Text.RegularExpressions;

namespace CloudSim.Net.Images;

/// <summary>The variables of a build: those of ENV, which stay in the image and win, and those of ARG, which are the build's own.</summary>
internal sealed partial class BuildVariables
{
    private readonly IReadOnlyDictionary<string, string> given;
    private readonly SortedDictionary<string, string> arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    public BuildVariables(ImageConfig config, IReadOnlyDictionary<string, string>? given)
    {
        this.given = given ?? new Dictionary<string, string>();
        foreach (var one in config.Environment)
            Set(one);
    }

    /// <summary>Values of the arguments declared so far.</summary>
    public string Arguments => string.Join(' ', arguments.Select(a => $"{a.Key}={a.Value}"));

    /// <summary>ARG name or name=default.</summary>
    public void Declare(string text)
    {
        var parts = text.Split('=', 2);
        var value = given.GetValueOrDefault(parts[0], parts.Length > 1 ? FillIn(parts[1]) : "");
        arguments[parts[0]] = value;
    }

    /// <summary>ENV name=value or name value.</summary>
    public void Set(string text)
    {
        foreach (var one in Assignments(text))
            environment[one[..one.IndexOf('=')]] = one[(one.IndexOf('=') + 1)..];
    }

    /// <summary>The name=value parts of an ENV or LABEL: several on a line, or one in the old form with a space.</summary>
    public static IEnumerable<string> Assignments(string text)
    {
        var space = text.IndexOf(' ');
        return !(space < 0 ? text : text[..space]).Contains('=')
            ? [space < 0 ? text + "=" : $"{text[..space]}={text[(space + 1)..].Trim()}"]
            : Assignment().Matches(text).Select(m => $"{m.Groups[1].Value}={m.Groups[2].Value.Trim('"')}");
    }

    /// <summary>The text with $name and ${name} replaced; an unknown one is empty.</summary>
    public string FillIn(string text) => Variable().Replace(text, m =>
        environment.TryGetValue(m.Groups[1].Value, out var value) || arguments.TryGetValue(m.Groups[1].Value, out value) ? value : "");

    [GeneratedRegex("""(\S+?)=("[^"]*"|\S*)""")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")]
    private static partial Regex Variable();
}
