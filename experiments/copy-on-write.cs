#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does the first write to a file of an image cost, by its size and by how deep it lies in directories and layers?

var script =
    new Script("What does the first write to a file of an image cost, by its size and by how deep it lies in directories and layers?");

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var storages = new[] { UnionStorage.Disk, UnionStorage.DiskVolatile, UnionStorage.Memory };
    var sizes = new[] { 4.KiB, 64.KiB, 1.MiB, 16.MiB, 256.MiB };
    var grid = (from storage in storages from size in sizes select new Cell(storage, size, 1, 1))
        .Concat(from depth in new[] { 1, 2, 4, 8, 16 } select new Cell(UnionStorage.Disk, 4.KiB, depth, 1))
        .Concat(from layers in new[] { 1, 5, 10, 20, 50, 100 } select new Cell(UnionStorage.Disk, 4.KiB, 2, layers)).Distinct();
    var rows = experiment.Run("write", grid, (_, cell) =>
    {
        var path = string.Concat(Enumerable.Range(1, cell.Depth - 1).Select(i => $"/d{i}")) + "/file";
        var bottom = new Layer([KeyValuePair.Create(path, new LayerEntry(EntryKind.File, FileContent.Of("file", cell.Size)))]);
        var above = Enumerable.Range(2, cell.Layers - 1)
            .Select(i => new Layer([KeyValuePair.Create($"/d1/other{i}", new LayerEntry(EntryKind.File, FileContent.Of($"{i}", 1.KiB)))]));
        var mount = new Image([bottom, .. above]).Mount();
        var costs = new UnionCosts(parameters, cell.Storage);
        double Us(Action act)
        {
            var before = mount.Work;
            act();
            return costs.Of(mount.Work - before).Total.TotalMicroseconds;
        }
        var read = Us(() => mount.Read(path, out var _));
        return new Outcome(read, Us(() => mount.Write(path, FileContent.Of("one", cell.Size))),
            Us(() => mount.Write(path, FileContent.Of("two", cell.Size))), mount.Work.CopiedBytes.KiB);
    }, runs: 1)
        .Select(r =>
            new Row(Name(r.Cell.Storage), r.Cell.Size.KiB, r.Cell.Depth, r.Cell.Layers, r.Outcome.FirstReadUs, r.Outcome.FirstWriteUs,
                r.Outcome.SecondWriteUs, r.Outcome.CopiedKib)).ToList();

    experiment.Csv(rows);
    experiment.Table(rows);
    var bySize = rows.Where(r => r is { Depth: 1, Layers: 1 }).ToList();
    var largest = bySize.Where(r => r.Storage == "disk").MaxBy(r => r.FileKib)!;
    experiment.Plot("size", Figure.Dots(
        $"The first write to a file of {Size(largest)} of an image takes {largest.FirstWriteUs / 1e3:N0} ms on a disk, as the whole file " +
        $"is copied up, the second {largest.SecondWriteUs:N0} µs",
        new Axis("Time of the write (ms)", Log: true),
        [
            .. bySize.Select(r => new Dot(Size(r), $"first write, {r.Storage}", r.FirstWriteUs / 1e3)),
            .. bySize.Where(r => r.Storage == "disk").Select(r => new Dot(Size(r), "second write, disk", r.SecondWriteUs / 1e3)),
        ], subtitle: "Rows: size of the file, which lies at the root of an image of one layer; computed, no random numbers"));

    var small = rows.Where(r => r is { FileKib: 4, Storage: "disk" }).ToList();
    var byDepth = small.Where(r => r.Layers == 1).OrderBy(r => r.Depth).ToList();
    var each = (byDepth[^1].FirstWriteUs - byDepth[0].FirstWriteUs) / (byDepth[^1].Depth - byDepth[0].Depth);
    experiment.Plot("depth", Figure.Lines(
        $"Each directory on its path adds {each:0} µs to the first write of {byDepth[0].FirstWriteUs:0} µs to a small file",
        "Directories on the path, the root counted", new Axis("Time of the first write (µs)", Min: 0),
        [new("", [.. byDepth.Select(r => new LinePoint(r.Depth, r.FirstWriteUs))])],
        "File of 4 KiB on a disk, image of one layer; computed, no random numbers"));
    var byLayers = small.Where(r => r.Depth == 2).OrderBy(r => r.Layers).ToList();
    experiment.Plot("layers", Figure.Lines(
        $"The first read through {byLayers[^1].Layers} layers takes {byLayers[^1].FirstReadUs / byLayers[0].FirstReadUs:0.0} times as " +
        "long as through one",
        "Layers of the image", new Axis("Time of the first read (µs)", Min: 0),
        [new("", [.. byLayers.Select(r => new LinePoint(r.Layers, r.FirstReadUs))])],
        "File of 4 KiB in the lowest layer, one directory below the root, on a disk; computed, no random numbers"));

    static string Size(Row row) => $"{new Bytes((long)(row.FileKib * 1024))}";

    static string Name(UnionStorage storage) =>
        storage switch { UnionStorage.Disk => "disk", UnionStorage.DiskVolatile => "disk, volatile", _ => "memory" };
});

record Cell(UnionStorage Storage, Bytes Size, int Depth, int Layers);

record Outcome(double FirstReadUs, double FirstWriteUs, double SecondWriteUs, double CopiedKib);

record Row(string Storage, double FileKib, int Depth, int Layers, double FirstReadUs, double FirstWriteUs, double SecondWriteUs,
    double CopiedKib);
