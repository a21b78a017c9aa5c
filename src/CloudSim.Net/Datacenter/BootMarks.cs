using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>When a guest passed each point of its start.</summary>
internal struct BootMarks
{
    private Instants at;
    private byte set;

    /// <summary>The instant of a mark; null if it was not passed.</summary>
    public readonly DateTime? this[BootMark mark] => Has(mark) ? at[(int)mark] : null;

    public readonly bool Has(BootMark mark) => (set >> (int)mark & 1) != 0;

    public void Set(BootMark mark, DateTime now)
    {
        at[(int)mark] = now;
        set |= (byte)(1 << (int)mark);
    }

    /// <summary>The interval of an end point; null if a mark of it is missing.</summary>
    public readonly TimeSpan? Between(EndPoint endPoint) => this[endPoint.To()] - this[endPoint.From()];

    [System.Runtime.CompilerServices.InlineArray((int)BootMark.Ready + 1)]
    private struct Instants
    {
        private DateTime first;
    }
}
