using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Memory;

/// <summary>
/// Whom Linux kills when memory and swap are out: the process that holds most of both (<c>oom_badness</c> in mm/oom_kill.c:
/// resident pages, swapped pages and page tables, plus its adjustment in thousandths of all memory and swap). Equal ones: the first.
/// </summary>
public static class OomKiller
{
    /// <summary>An adjustment that makes a guest unkillable (<c>oom_score_adj</c>).</summary>
    public const int Never = -1000;

    /// <summary>The victim; null if nobody may be killed.</summary>
    public static Guest? Choose(IEnumerable<Guest> guests, Bytes total)
    {
        Guest? victim = null;
        var most = double.NegativeInfinity;
        foreach (var guest in guests)
            if (guest.OomScoreAdjust > Never && Badness(guest, total) is var badness && badness > most)
                (victim, most) = (guest, badness);
        return victim;
    }

    /// <summary>The larger, the sooner it is killed; in bytes.</summary>
    public static double Badness(Guest guest, Bytes total) =>
        guest.Memory.Resident.Count + guest.Memory.Swapped.Count + guest.OomScoreAdjust / 1000.0 * total.Count;
}
