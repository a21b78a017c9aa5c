using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CloudSim.Net.Engine;

/// <summary>
/// The heap: four children a node, entries without references, the items in slots beside it. A popped root stays as a hole
/// that the next push fills, since most events schedule another one.
/// </summary>
public sealed partial class EventQueue
{
    private HeapEntry[] heap;
    private int heapCount;
    private bool hole;

    private object[] slots;
    private int[] positions;
    private int freeSlot = -1;
    private int usedSlots;

    private int TakeSlot(object item)
    {
        int slot = freeSlot;
        if (slot >= 0)
            freeSlot = positions[slot];
        else
        {
            if (usedSlots == slots.Length)
            {
                Array.Resize(ref slots, usedSlots * 2);
                Array.Resize(ref positions, usedSlots * 2);
            }
            slot = usedSlots++;
        }
        slots[slot] = item;
        return slot;
    }

    private object FreeSlot(int slot)
    {
        ref object place = ref slots[slot];
        var item = place;
        place = null;
        positions[slot] = freeSlot;
        freeSlot = slot;
        return item;
    }

    private void HeapInsert(in HeapEntry entry)
    {
        if (hole)
        {
            hole = false;
            SiftDown(0, entry);
            return;
        }
        if (heapCount == heap.Length)
            Array.Resize(ref heap, heapCount * 2);
        SiftUp(heapCount++, entry);
    }

    /// <summary>Takes the last entry into a popped root. Afterwards the root, if any, is the first entry.</summary>
    private void CloseHole()
    {
        hole = false;
        var last = heap[--heapCount];
        if (heapCount > 0)
            SiftDown(0, last);
    }

    /// <summary>Takes out the root; requires that there is one and that it is no hole.</summary>
    private HeapEntry TakeRoot()
    {
        ref HeapEntry root = ref heap[0];
        var entry = root;
        root.Time = long.MinValue; // nothing sifts up past the hole
        root.Priority = int.MinValue;
        root.Slot = 0;
        hole = true;
        return entry;
    }

    private void HeapRemoveAt(int index)
    {
        var last = heap[--heapCount];
        if (index == heapCount)
            return;
        Resift(index, last);
    }

    /// <summary>Puts an entry where its order wants it, starting from a free place.</summary>
    private void Resift(int index, in HeapEntry entry)
    {
        if (index > 0 && entry.Before(heap[(index - 1) >> 2]))
            SiftUp(index, entry);
        else
            SiftDown(index, entry);
    }

    private void SiftUp(int index, HeapEntry entry)
    {
        ref HeapEntry first = ref MemoryMarshal.GetArrayDataReference(heap);
        while (index > 0)
        {
            int parent = (index - 1) >> 2;
            ref HeapEntry above = ref Unsafe.Add(ref first, parent);
            if (!entry.Before(above))
                break;
            Place(ref first, index, above);
            index = parent;
        }
        Place(ref first, index, entry);
    }

    private void SiftDown(int index, HeapEntry entry)
    {
        ref HeapEntry first = ref MemoryMarshal.GetArrayDataReference(heap);
        int count = heapCount;
        bool isLarge = count > LargeHeap;
        int aheadUpTo = count > ManyEntries ? FirstColdEntry : 0;
        while (true)
        {
            int child = (index << 2) + 1;
            if (child >= count)
                break;
            if (isLarge && index >= FirstColdEntry && (child << 2) + 1 is var grandchild && grandchild + 16 <= count)
                CacheAhead.Load(ref Unsafe.Add(ref first, grandchild), 16 * Unsafe.SizeOf<HeapEntry>());
            ref HeapEntry least = ref Unsafe.Add(ref first, child);
            int last = Math.Min(child + 4, count);
            int at = child;
            for (int other = child + 1; other < last; other++)
            {
                ref HeapEntry candidate = ref Unsafe.Add(ref first, other);
                if (candidate.Before(least))
                {
                    least = ref candidate;
                    at = other;
                }
            }
            if (!least.Before(entry))
                break;
            if (index < aheadUpTo)
                LoadAhead(index, least.Slot);
            Place(ref first, index, least);
            index = at;
        }
        Place(ref first, index, entry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(ref HeapEntry first, int index, in HeapEntry entry)
    {
        Unsafe.Add(ref first, index) = entry;
        if (entry.Slot < 0)
            positions[~entry.Slot] = index;
    }
}
