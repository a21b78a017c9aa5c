namespace CloudSim.Net.Experiments.Text;

/// <summary>Names of values as a command line has them.</summary>
internal static class Names
{
    /// <summary>The values of an enum: a name of one word in small letters, others as they are.</summary>
    public static IReadOnlyList<string> Of(Type type) => [.. Enum.GetNames(type).Select(Of)];

    /// <summary>One value of an enum.</summary>
    public static string Of(Enum value) => Of(value.ToString());

    private static string Of(string name) => name.Skip(1).Any(char.IsUpper) ? name : name.ToLowerInvariant();
}
