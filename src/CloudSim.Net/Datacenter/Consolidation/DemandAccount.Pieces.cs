namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>The integrals.</summary>
public sealed partial class DemandAccount
{
    // From one time to another between which no trace has a sample: cut where a guest comes to want more than its CPUs, or all of them
    // more than the node has.
    private void Piece(DateTime from, DateTime to)
    {
        var (first, second) = (0.0, 0.0);
        var cut = to;
        foreach (var part in parts)
        {
            var (a, b) = (part.Guest.DemandAt(from) * part.Share, part.Guest.DemandAt(to) * part.Share);
            var most = Ceiling(part);
            cut = Cut(from, cut, to, a, b, most);
            first += Math.Min(a, most);
            second += Math.Min(b, most);
        }

        if (cut == to)
            cut = Cut(from, cut, to, first, second, Capacity);
        if (cut == to)
        {
            Straight(from, to, first, second);
            return;
        }

        Piece(from, cut);
        Piece(cut, to);
    }

    // Where a line between two values crosses a level, if that is before the cut that there is; not within the clock's step of an end.
    private static DateTime Cut(DateTime from, DateTime cut, DateTime to, double first, double second, double level)
    {
        if (first == second || (first > level) == (second > level))
            return cut;
        var crossing = from + ((to - from) * Math.Clamp((level - first) / (second - first), 0, 1));
        return crossing > from && crossing < cut ? crossing : cut;
    }

    private void Straight(DateTime from, DateTime to, double first, double second)
    {
        var time = to - from;
        var isFull = first + second > 2 * Capacity;
        Energy += Power.Energy(Math.Min(1, first / Capacity), Math.Min(1, second / Capacity), time);
        Active += time;
        var isShort = isFull;
        foreach (var part in parts)
        {
            var (a, b) = (part.Guest.DemandAt(from), part.Guest.DemandAt(to));
            var most = Ceiling(part);
            isShort |= (part.IsArriving ? a + b : (a + b) - (2 * most)) > 0;
            if (part.IsArriving)
                continue; // what it wants is counted where it runs
            var got = isFull ? Capacity * Shared(Math.Min(a, most), Math.Min(b, most), first, second)
                : (Math.Min(a, most) + Math.Min(b, most)) / 2;
            var isMoving = part.Guest.Target is not null;
            Count(part.Guest, (a + b) / 2 * time.TotalSeconds, got * (isMoving ? 1 - accounts.Overhead : 1) * time.TotalSeconds, isMoving);
        }

        if (isShort)
            Short += time;
    }

    private void Count(TracedInstance guest, double demanded, double delivered, bool isMoving)
    {
        guest.Demanded += demanded;
        guest.Delivered += delivered;
        accounts.Demanded += demanded;
        if (isMoving)
            accounts.LostToMoves += demanded - delivered;
    }

    // The mean of one line over another: a guest's part of a full node.
    private static double Shared(double from, double to, double allFrom, double allTo)
    {
        var (slope, allSlope) = (to - from, allTo - allFrom);
        return Math.Abs(allSlope) < 1e-6 * allFrom ? (from + to) / (allFrom + allTo)
            : (slope / allSlope) + ((from - (allFrom * slope / allSlope)) / allSlope * Math.Log(allTo / allFrom));
    }
}
