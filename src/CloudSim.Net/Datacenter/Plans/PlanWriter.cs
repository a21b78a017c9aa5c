using System.Globalization;
using CsvHelper;

namespace CloudSim.Net.Datacenter.Plans;

/// <summary>Writes what a datacenter tells, a line at a time.</summary>
internal sealed class PlanWriter : IDisposable
{
    private readonly Datacenter datacenter;
    private readonly CsvWriter csv;
    private readonly PlanHosts hosts = new();

    public PlanWriter(Datacenter datacenter, TextWriter writer)
    {
        this.datacenter = datacenter;
        csv = new CsvWriter(writer, PlanFile.Format("\n"), leaveOpen: true);
        foreach (var column in PlanFile.Columns)
            csv.WriteField(column);
        csv.NextRecord();
        datacenter.Recorded += Write;
    }

    public void Dispose()
    {
        datacenter.Recorded -= Write;
        csv.Dispose();
    }

    private string Name(Node? node) => node is null ? "" : hosts.NameOf(node, datacenter.Nodes);

    private void Write(PlacementRecord record)
    {
        var ticks = (record.Time - datacenter.Simulation.StartDate).Ticks;
        csv.WriteField((ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture));
        csv.WriteField(Printable.Of(record.Allocation.Request.Name));
        csv.WriteField(Name(record.Host));
        csv.WriteField(Name(record.From));
        csv.WriteField(Printable.Of(record.Reason));
        csv.NextRecord();
    }
}
