namespace CloudSim.Net.Virtualization;

/// <summary>The words of each cause, for tables and plots.</summary>
public static class Causes
{
    /// <summary>In words: <c>user code</c>, <c>page table updates</c>.</summary>
    public static string Title(this Cause cause) => string.Concat($"{cause}".Select((letter, place) =>
        place > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
