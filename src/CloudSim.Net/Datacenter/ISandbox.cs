namespace CloudSim.Net.Datacenter;

/// <summary>What runs on a node for a request: a guest of a platform, or an instance.</summary>
public interface ISandbox
{
    /// <summary>Starts it.</summary>
    /// <returns>Succeeds when it runs, and fails with the reason if it cannot; null if it runs at once.</returns>
    Event? Start();

    /// <summary>Ends it and gives back what it holds. A second call does nothing.</summary>
    void Stop();

    /// <summary>
    /// Gives it another size; the node has room for it. One that takes no notice keeps what it was made with: the request alone changes.
    /// </summary>
    /// <returns>Why it cannot, with nothing changed; null if it is done.</returns>
    Refusal? Resize(in Resources needs) => null;

    /// <summary>Why it ended by itself, told once at that instant; not after <see cref="Stop"/>.</summary>
    Action<string>? Ended { set; }
}
