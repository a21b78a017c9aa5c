using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>Where a step of the kernel runs: on whose CPU, in which kernel.</summary>
public interface IKernelContext
{
    /// <summary>Randomness of who does the step.</summary>
    RandomStream Random { get; }

    /// <summary>The kernel.</summary>
    KernelState Kernel { get; }

    /// <summary>How many of these kernel objects there are (<see cref="Hardware.HostLimit"/>).</summary>
    long Count(string limit);

    /// <summary>CPU work of who does the step.</summary>
    Event HostWork(Cycles cycles);

    /// <summary>
    /// Another process goes on, and its end or answer is waited for: where threads keep their CPU until they wait, others have their turn
    /// first. Null where that costs nothing.
    /// </summary>
    Event? Handoff() => null;

    /// <summary>Waits for a lock whose holder runs: who waits spins on its CPU instead of giving it away (mutex_optimistic_spin).</summary>
    /// <param name="turn">The request of the lock.</param>
    Event Spin(Event turn) => turn;
}
