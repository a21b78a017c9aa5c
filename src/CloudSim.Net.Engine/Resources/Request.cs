namespace CloudSim.Net.Engine;

/// <summary>The wish to use a resource; it happens when it is granted. Disposing of it gives the resource back, or the wish up.</summary>
public class Request : Event, IDisposable
{
    private readonly Action<Event> callback;
    private readonly Action<Event> disposeCallback;
    private bool disposed;

    /// <summary>Where it stands among the users of its resource.</summary>
    internal int Place;

    /// <summary>Its node in the line of its resource.</summary>
    internal object Node;

    /// <summary>A wish that a resource will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="disposeCallback">Called when it is disposed of.</param>
    public Request(Simulation environment, Action<Event> callback, Action<Event> disposeCallback)
        : base(environment)
    {
        this.callback = callback;
        this.disposeCallback = disposeCallback;
        Time = environment.Now;
        Owner = environment.ActiveProcess;
    }

    /// <summary>When it was made.</summary>
    public DateTime Time { get; private set; }

    /// <summary>The process that made it.</summary>
    public Process Owner { get; set; }

    /// <summary>Gives the resource back, or the wish up; the second time nothing happens.</summary>
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        if (disposed)
            return;
        disposed = true;
        disposeCallback?.Invoke(this);
    }

    /// <inheritdoc/>
    public override void Process() => ProcessAfter(callback);
}
