using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Running;

/// <summary>One <c>--set NAME=VALUE</c>.</summary>
/// <param name="Name">Data file and name of the number.</param>
/// <param name="Value">What it is set to, with its unit.</param>
internal sealed record ParameterChange(string Name, string Value)
{
    /// <exception cref="InputException">It is not of the form.</exception>
    public static ParameterChange Of(string text) => text.IndexOf('=') is var at and > 0 && at < text.Length - 1
        ? new(text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new InputException("--set", null, $"'{text}' sets nothing", "write NAME=VALUE, for instance Firecracker.vmm_start=60ms");

    /// <summary>The numbers with all of these.</summary>
    /// <exception cref="InputException">A name or a value is wrong, or one is set twice.</exception>
    public static Parameters Apply(IEnumerable<ParameterChange> changes)
    {
        var (set, done) = (Parameters.Default.Copy(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var change in changes)
            set = done.Add(change.Name) ? set.With(change.Name, change.Value)
                : throw new InputException("--set", null, $"{change.Name} is set twice", "set it once");
        return set;
    }
}
