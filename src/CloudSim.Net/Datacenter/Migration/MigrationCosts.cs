using CloudSim.Net.Calibration;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>What moving a guest costs beside the time of its bytes on the network.</summary>
public sealed class MigrationCosts : IParameterized
{
    private readonly Cycles sendByte, receiveByte, placePage, zeroPage;

    private MigrationCosts(Parameters p)
    {
        var sheet = p.Beside<MigrationCosts>();
        var network = NetworkCosts.Of(p);
        (Page, PageHeader, DeviceState) = (sheet.Bytes("page"), sheet.Bytes("page_header"), sheet.Bytes("device_state"));
        (Activation, ChargePeriod) = (sheet.Duration("activation"), Check.Length(sheet.Duration("charge_period")));
        (placePage, zeroPage) = (sheet.Cycles("place_page"), sheet.Cycles("zero_page"));
        WriteFault = sheet.Cycles("write_fault");
        (Shared, Own) = (sheet.Bytes("send_buffer").Value + sheet.Bytes("receive_buffer"), sheet.Bytes("interface_queue"));
        Clock = sheet.Frequency("clock");

        // The source reads each page for whether it is zero; what is not is a stream. A request and its answer are small messages.
        sendByte = network.Byte + network.StreamByte + network.Send * (1.0 / network.Segment.Count);
        receiveByte = network.Byte + network.Receive * (1.0 / network.Segment.Count);
        Answer = network.Receive + network.TcpMessage + network.Send;
        Request = sheet.Cycles("fault_handling").Value + network.Send + network.Receive + network.TcpMessage;
        Uses = p.Uses;
    }

    /// <summary>The costs of QEMU on KVM.</summary>
    public static MigrationCosts Of(Parameters parameters) => parameters.Make(nameof(MigrationCosts), p => new MigrationCosts(p));

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Unit of tracking and sending.</summary>
    public Bytes Page { get; }

    /// <summary>What is sent before a page, and alone for a zero page.</summary>
    public Bytes PageHeader { get; }

    /// <summary>What is sent of a guest beside its memory, while it stands still.</summary>
    public Bytes DeviceState { get; }

    /// <summary>Time from the arrival of the last byte that it needs until the guest runs on the target.</summary>
    public TimeSpan Activation { get; }

    /// <summary>How often the hosts are told what a stream costs them.</summary>
    public TimeSpan ChargePeriod { get; }

    /// <summary>What the first write to a page costs the guest while its writes are tracked.</summary>
    public Cycles WriteFault { get; }

    /// <summary>What a page that is asked for costs the target.</summary>
    public Cycles Request { get; }

    /// <summary>What a page that is asked for costs the source.</summary>
    public Cycles Answer { get; }

    /// <summary>What a page that is asked for finds before it on the connection of the stream, if the stream has so much left.</summary>
    public Bytes Shared { get; }

    /// <summary>The same on a connection of its own: what the interfaces hold.</summary>
    public Bytes Own { get; }

    /// <summary>The clock of CPUs of which nothing else is said.</summary>
    public Frequency Clock { get; }

    /// <summary>The bytes of so many pages, of which so many are zero.</summary>
    public Bytes Size(long pages, long zero = 0) =>
        new(checked((pages - zero) * (Page.Count + PageHeader.Count) + zero * PageHeader.Count));

    /// <summary>What sending costs the source's CPUs.</summary>
    /// <param name="sent">All that is sent.</param>
    /// <param name="zero">Zero pages among it: almost nothing is sent of them, but each has been read.</param>
    public Cycles Send(Bytes sent, long zero = 0) => sendByte * sent.Count + zeroPage * zero;

    /// <summary>What receiving costs the target's CPUs.</summary>
    public Cycles Receive(Bytes sent) => receiveByte * sent.Count + placePage * (sent / Page);

    /// <summary>Bytes a second that one thread of a source with such CPUs can send, if no page is zero.</summary>
    public Bandwidth SendRate(Frequency clock) => new(Check.Rate(clock).Hertz / sendByte.Count);

    /// <summary>The same of a round in which some are, spread over it.</summary>
    /// <param name="clock">The clock of the source's CPUs.</param>
    /// <param name="sent">All that is sent in the round.</param>
    /// <param name="zero">Zero pages among it.</param>
    public Bandwidth SendRate(Frequency clock, Bytes sent, long zero) =>
        zero == 0 ? SendRate(clock) : new(sent.Count * Check.Rate(clock).Hertz / Send(sent, zero).Count);

    /// <summary>Bytes a second that one thread of a target with such CPUs can receive and place.</summary>
    public Bandwidth ReceiveRate(Frequency clock) => new(Check.Rate(clock).Hertz / (receiveByte.Count + (placePage.Count / Page.Count)));
}
