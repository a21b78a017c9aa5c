using System.Runtime.CompilerServices;

namespace CloudSim.Net.Scheduling;

/// <summary>Refuses settings of a scheduler with which it could not run, where they are made.</summary>
internal static class TunableRange
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // A length that something is divided by or that somebody waits for.
    public static TimeSpan Length(TimeSpan value, [CallerMemberName] string name = "") => value > TimeSpan.Zero && value <= Longest
        ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is more than zero, and at most {Longest.TotalHours:0} h");

    public static TimeSpan Cost(TimeSpan value, [CallerMemberName] string name = "") => value >= TimeSpan.Zero && value <= Longest
        ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative, and at most {Longest.TotalHours:0} h");

    // A clock at the start of the simulation.
    public static TimeSpan Clock(TimeSpan value, [CallerMemberName] string name = "") => value >= TimeSpan.Zero && value.TotalDays <= 36_525
        ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is not negative, and at most 100 years");

    public static int Count(int value, int least, int most, [CallerMemberName] string name = "") => value >= least && value <= most
        ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {least}..{most}");
}
