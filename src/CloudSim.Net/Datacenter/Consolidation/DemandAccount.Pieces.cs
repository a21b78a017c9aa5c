namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>The integrals.</summary>
public sealed partial class DemandAccount
{
    // From one time to another between which no trace has a sample: cut where a guest comes to want more than its CPUs, or all of them
    // more than the node has.
    private void Piece(DateTime from, DateTime to)
    {
        var (first, second) = (0.0, 0.0);
        var cut = 1.0;
        foreach (var part in parts)
        {
            var (a, b) = (part.Guest.DemandAt(from) * part.Share, part.Guest.DemandAt(to) * part.Share);
            var most = Ceiling(part);
            cut = Math.Min(cut, Crossing(a, b, most));
            first += Math.Min(a, most);
            second += Math.Min(b, most);
        }

        if (cut == 1)
            cut = Crossing(first, second, Capacity);
        var middle = from + ((to - from) * cut);
        if (middle <= from || middle >= to)
        {
            Straight(from, to, first, second);
            return;
        }

        Piece(from, middle);
        Piece(middle, to);
    }

    // Where between two values a line crosses a level, 0 to 1; 1 if it does not.
    private static double Crossing(double from, double to, double level) =>
        (from > level && to < level) || (from < level && to > level) ? (level - from) / (to - from) : 1;

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
