using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CloudSim.Net.Engine;

/// <summary>
/// Asks the processor to load what will be needed soon. It changes nothing but the time; where the processor has no word for it, not even
/// that.
/// </summary>
internal static unsafe class CacheAhead
{
    private const int Line = 64;

    /// <summary>Loads an object of up to two lines of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(object item)
    {
        if (!Sse.IsSupported)
            return;
        byte* address = *(byte**)Unsafe.AsPointer(ref item);
        Sse.Prefetch0(address);
        Sse.Prefetch0(address + Line - 8);
    }

    /// <summary>Loads a place in an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<T>(ref T place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }

    /// <summary>Loads a stretch of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<T>(ref T first, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        byte* address = (byte*)Unsafe.AsPointer(ref first);
        for (int at = 0; at < bytes; at += Line)
            Sse.Prefetch0(address + at);
    }
}
