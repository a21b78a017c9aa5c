namespace CloudSim.Net.Kernel.Locks;

/// <summary>How a spinlock of a kernel decides who is next, and what its waiters do.</summary>
public enum SpinLockKind
{
    /// <summary>Turns in order of arrival, all waiters on one word (Linux 2.6.25 to 4.1).</summary>
    Ticket,

    /// <summary>Turns in order of arrival, each waiter on a word of its own (MCS; Linux since 4.2, on bare machines).</summary>
    Queued,

    /// <summary>
    /// <see cref="Ticket"/> whose waiters halt their virtual CPU after some time and are kicked when it is their turn (Linux 3.12 to 4.1 on
    /// KVM and Xen).
    /// </summary>
    ParavirtualTicket,

    /// <summary><see cref="Queued"/> whose waiters halt and are kicked, turns in order of arrival (Linux 4.2 on KVM and Xen).</summary>
    ParavirtualQueuedInOrder,

    /// <summary>
    /// <see cref="Queued"/> whose waiters halt and are kicked; who comes while the lock is free takes it before a head of the queue that
    /// does not run (Linux since 4.3 on KVM and Xen).
    /// </summary>
    ParavirtualQueued,

    /// <summary>Whoever runs and sees it free takes it; all wait on one word (<c>virt_spin_lock</c>: guests without paravirtual
    /// locks).</summary>
    Unfair,

    /// <summary>Whoever runs and sees it free takes it; waiters stand in a queue, so that not all ask for one word.</summary>
    UnfairQueued,
}
