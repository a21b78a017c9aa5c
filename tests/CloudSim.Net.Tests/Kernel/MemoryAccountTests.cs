using CloudSim.Net.Kernel;
using CloudSim.Net.Tests.Containers;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel;

/// <summary>One account: what is used is what its holders have, whatever is done.</summary>
public class MemoryAccountTests
{
    /// <summary>
    /// Touched, freed, cached, read, mapped, merged, swapped, moved, limited, ended, removed: the root's use is the sum of the holders', a
    /// cgroup's at least that of those below, no limit is passed but where nobody may be ended, and nothing is left when all have gone.
    /// </summary>
    [Fact]
    public void What_is_used_is_what_its_holders_have() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 4], Gen.Int[1, 40]).List[0, 80].Sample(steps => new Tree().Do(steps), iter: 400, threads: 1);

    private sealed class Tree
    {
        private static readonly string[] Names = ["libc", "program", "data"];

        private readonly Rack rack = new();
        private readonly Cgroup[] groups;
        private readonly KernelProcess[] processes;
        private readonly Bytes[] kernel = new Bytes[5];

        public Tree()
        {
            var a = Root.Create("a");
            groups = [a.Create("own"), a.Create("x"), a.Create("y"), Root.Create("b"), Root.Create("c")];
            (Root.Memory.Max, a.Memory.Max, groups[1].Memory.Max) = (150.MiB, 100.MiB, 60.MiB);
            (groups[2].Memory.Low, groups[3].Memory.Min) = (20.MiB, 10.MiB);
            Root.Memory.Swap = new(30.MiB);
            processes = [.. groups.Select(Fork)];
        }

        private Cgroup Root => rack.Kernel.Root;

        private PageCache Files => Root.Memory.PageCache;

        public void Do(List<(int Kind, int At, int Size)> steps)
        {
            foreach (var (kind, at, size) in steps)
            {
                if (!processes[at].IsAlive)
                    processes[at] = Fork(groups[at]);
                var before = Root.Tree().ToDictionary(c => c, c => c.Memory.Current);
                Step(kind, at, size);
                Check(before);
            }
            foreach (var process in processes)
                rack.Kernel.Processes.End(process, 0);
            Root.Memory.ReleaseShared(Root.Memory.Shared);
            for (var i = 0; i < groups.Length; i++)
                groups[i].Memory.UnchargeKernel(kernel[i]);
            Assert.Equal((Root.Memory.File, Bytes.Zero), (Root.Memory.Current, Root.Memory.Mapped));
            groups[3].Memory.Min = Bytes.Zero;
            Root.Memory.Max = Bytes.Zero;
            Assert.Equal((Bytes.Zero, Bytes.Zero, Bytes.Zero), (Root.Memory.Current, Root.Memory.Swapped, Root.Memory.Swap!.Used));
            Assert.All(groups, g => Assert.Equal((Bytes.Zero, Bytes.Zero), (g.Memory.Current, g.Memory.Swapped)));
            Assert.True(rack.Kernel.Processes.Init.IsAlive);
        }

        private void Step(int kind, int at, int size)
        {
            var (memory, process, name) = (groups[at].Memory, processes[at], Names[size % 3]);
            switch (kind)
            {
                case 0 or 1: memory.Touch(process, size.MiB); break;
                case 2: memory.Cache(process, size.MiB); break;
                case 3: memory.Free(process, Bytes.Min(process.Memory + process.Swapped, size.MiB)); break;
                case 4 when Files.Mappings(name) == 0: Files.Read(process, name, size.MiB); break;
                case 5 when Files.Mappings(name) == 0: Files.Map(process, name, size.MiB); break;
                case 6: Unmap(process); break;
                case 7: memory.Share(process, Bytes.Min(process.Memory, size.MiB)); break;
                case 8: memory.Unshare(process, Bytes.Min(process.Shared, size.MiB)); break;
                case 9: Root.Memory.ReleaseShared(Bytes.Min(Root.Memory.Shared, size.MiB)); break;
                case 10: memory.SwapIn(process, Bytes.Min(process.Swapped, size.MiB)); break;
                case 11: Move(process, groups[size % groups.Length]); break;
                case 12: memory.Max = (30 + 2 * size).MiB; break;
                case 13: memory.High = (10 + 2 * size).MiB; break;
                case 14: Kernel(memory, at, size); break;
                case 15: End(at, size); break;
            }
        }

        private void Unmap(KernelProcess process)
        {
            foreach (var name in Names)
                if (process.Held.Mapped?.Exists(f => f.Name == name) == true)
                    Files.Unmap(process, name);
        }

        private static void Move(KernelProcess process, Cgroup to)
        {
            process.Cold = process.Memory * 0.5;
            to.Attach(process);
        }

        private void Kernel(MemoryController memory, int at, int size)
        {
            if (size > 20)
            {
                memory.UnchargeKernel(kernel[at]);
                kernel[at] = Bytes.Zero;
            }
            else if (memory.TryChargeKernel(new(size * 100_000)))
            {
                kernel[at] += new Bytes(size * 100_000);
            }
        }

        // Its process ends; a leaf that is empty then is removed and made again.
        private void End(int at, int size)
        {
            rack.Kernel.Processes.End(processes[at], 0);
            var group = groups[at];
            if (size > 20 || group.Children.Count > 0 || group.Processes.Count > 0)
                return;
            group.Memory.UnchargeKernel(kernel[at]);
            kernel[at] = Bytes.Zero;
            group.Remove();
            groups[at] = group.Parent!.Create(group.Name);
        }

        private void Check(Dictionary<Cgroup, Bytes> before)
        {
            var (root, all) = (Root.Memory, Root.All().ToList());
            Assert.Equal(Sum(all, p => p.Memory) + root.Shared, root.Anon);
            Assert.Equal(Sum(all, p => p.Swapped), root.Swapped);
            Assert.Equal(root.Swapped, root.Swap!.Used);
            Assert.Equal(Sum(Root.Tree(), c => c.Memory.Unnamed) + Sum(Names, Files.Cached), root.File);
            Assert.Equal(Sum(kernel, k => k), root.Kernel);
            Assert.Equal(Sum(Names, n => Files.Mappings(n) > 0 ? Files.Cached(n) : Bytes.Zero), root.Mapped);
            Assert.Equal(root.Anon + root.File + root.Kernel, root.Current);
            foreach (var group in Root.Tree())
            {
                var memory = group.Memory;
                Assert.True(memory.Anon >= Bytes.Zero && memory.File >= memory.Mapped && memory.Evictable >= Bytes.Zero);
                Assert.True(memory.Evictable + memory.Mapped <= memory.File);
                Assert.True(memory.Current >= Sum(group.Children, c => c.Memory.Current));
                // Above its limit is only what cannot be reclaimed and belongs to nobody here who may be ended; then it does not grow.
                Assert.True(!(memory.Current > memory.Max) || !group.All().Any(p => p != p.Table.Init)
                    || memory.Current <= before.GetValueOrDefault(group));
            }
        }

        private static Bytes Sum<T>(IEnumerable<T> all, Func<T, Bytes> part) => new(all.Sum(a => part(a).Count));

        private KernelProcess Fork(Cgroup group)
        {
            rack.Kernel.Processes.Fork(rack.Kernel.Processes.Init, "p", NamespaceKinds.None, out var process, group);
            return process!;
        }
    }
}
