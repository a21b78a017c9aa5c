using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Networking;

/// <summary>
/// What packets cost on their way: the protocol stack at both ends, and the hops between. The hop over a bridge and the translation are
/// those of <see cref="PacketHops"/>.
/// </summary>
public sealed class NetworkCosts : IParameterized
{
    private readonly PacketHops hops;
    private readonly Cycles rule, macvlan, vxlan, vxlanByte, proxy;

    private NetworkCosts(Parameters p)
    {
        hops = PacketHops.Linux(p);
        var sheet = p.Beside<NetworkCosts>();
        (Send, Receive, Byte, StreamByte) = (sheet.Cycles("send"), sheet.Cycles("receive"), sheet.Cycles("copy_per_byte"),
            sheet.Cycles("stream_per_byte"));
        (rule, macvlan, vxlan, vxlanByte) = (sheet.Cycles("filter_rule"), sheet.Cycles("macvlan_hop"), sheet.Cycles("vxlan_hop"),
            sheet.Cycles("vxlan_per_byte"));
        (FrameHeaders, TcpHeaders, VxlanHeaders) = (sheet.Bytes("frame_headers"), sheet.Bytes("tcp_headers"), sheet.Bytes("vxlan_headers"));
        proxy = sheet.Cycles("proxy_wakeups");
        Segment = sheet.Bytes("stream_segment");
        Wire = sheet.Duration("wire");
        TcpMessage = sheet.Cycles("tcp_message");
        Connection = sheet.Cycles("connection");
        Dns = sheet.Cycles("dns_lookup");
        Hosts = sheet.Cycles("hosts_entry");
        Uses = p.Uses;
    }

    /// <summary>The costs on Linux.</summary>
    public static NetworkCosts Of(Parameters parameters) => parameters.Make(nameof(NetworkCosts), p => new NetworkCosts(p));

    /// <summary>Every number that they were made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>A send: system call and stack, down to the first hop.</summary>
    public Cycles Send { get; }

    /// <summary>A receive: stack, wake-up of the process that waits, return of its system call.</summary>
    public Cycles Receive { get; }

    /// <summary>Copying one byte of a message between program and kernel, at each end.</summary>
    public Cycles Byte { get; }

    /// <summary>One byte of a bulk TCP stream at the sender: copies, page allocation, acknowledgements.</summary>
    public Cycles StreamByte { get; }

    /// <summary>What a bulk TCP stream hands to the stack at once (generic segmentation offload).</summary>
    public Bytes Segment { get; }

    /// <summary>Time, not CPU, from one machine's interface to the other's: interfaces, switch, interrupt moderation.</summary>
    public TimeSpan Wire { get; }

    /// <summary>What a small message over TCP costs more than a datagram, at the receiver.</summary>
    public Cycles TcpMessage { get; }

    /// <summary>A new TCP connection at each end, beside its packets.</summary>
    public Cycles Connection { get; }

    /// <summary>What a frame takes on the cable beside its packet: header, check sum, preamble and gap.</summary>
    public Bytes FrameHeaders { get; }

    /// <summary>IP and TCP headers of a packet, time stamps included.</summary>
    public Bytes TcpHeaders { get; }

    /// <summary>What VXLAN puts before a packet: the inner frame's header, VXLAN, UDP and IP.</summary>
    public Bytes VxlanHeaders { get; }

    /// <summary>A name server's look-up of a name.</summary>
    public Cycles Dns { get; }

    /// <summary>Reading one line of <c>/etc/hosts</c>.</summary>
    public Cycles Hosts { get; }

    /// <summary>Out of a network namespace over a veth pair and a bridge, or in.</summary>
    public Hop Bridge(bool atReceiver = false) => new("veth and bridge", hops.Bridge, AtReceiver: atReceiver);

    /// <summary>
    /// Masquerading or a published port: connection tracking and a changed address, with all rules that the packet is tried against.
    /// </summary>
    public Hop Translate(int rules, bool atReceiver = false) =>
        new("address translation", hops.Translation + rule * rules, AtReceiver: atReceiver) { Translates = true };

    /// <summary>
    /// The engine's proxy program for one published port (docker-proxy): received, copied, sent again, with a wake-up of the proxy's
    /// thread.
    /// </summary>
    public Hop Proxy() => new("userland proxy", Receive + Send + proxy, 2 * Byte);

    /// <summary>Filter rules that are tried one after the other.</summary>
    public Hop Rules(int rules) => new("filter rules", rule * rules);

    /// <summary>A macvlan interface straight on the machine's own.</summary>
    public Hop MacVlan(bool atReceiver = false) => new("macvlan", macvlan, AtReceiver: atReceiver);

    /// <summary>Packing a frame into UDP, or unpacking it.</summary>
    public Hop Vxlan(bool atReceiver) => new("VXLAN", vxlan, vxlanByte, atReceiver);
}
