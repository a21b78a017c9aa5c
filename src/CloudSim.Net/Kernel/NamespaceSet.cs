using System.Numerics;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The namespaces of a process, one of each kind, shared by all processes that have the same ones (<c>nsproxy</c>,
/// include/linux/nsproxy.h).
/// </summary>
internal sealed class NamespaceSet(Namespace[] byKind)
{
    /// <summary>The kinds, in the order of their flags.</summary>
    public static readonly NamespaceKinds[] Kinds =
        [.. Enumerable.Range(0, 8).Select(bit => (NamespaceKinds)(1 << bit))];

    public Namespace this[NamespaceKinds kind] => BitOperations.IsPow2((int)kind) && (int)kind < 1 << Kinds.Length
        ? byKind[BitOperations.Log2((uint)kind)] : throw new ArgumentOutOfRangeException(nameof(kind), kind, "one kind of namespace");

    /// <summary>The same but for what is made anew: the user namespace first, which owns the others that are made with it.</summary>
    public NamespaceSet With(NamespaceKinds made, Func<NamespaceKinds, Namespace, Namespace> make)
    {
        var all = (Namespace[])byKind.Clone();
        const int User = 5;
        if (made.HasFlag(NamespaceKinds.User))
            all[User] = make(NamespaceKinds.User, all[User]);
        for (var i = 0; i < all.Length; i++)
            if (i != User && made.HasFlag(Kinds[i]))
                all[i] = make(Kinds[i], all[User]);
        return new(all);
    }

    public void Count(int members)
    {
        foreach (var space in byKind)
            space.Members += members;
    }
}
