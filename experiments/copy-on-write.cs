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
    Line Of(string name, IEnumerable<Row> all, Func<Row, double> x, Func<Row, double> y) =>
        new(name, [.. all.Select(r => new LinePoint(x(r), Estimate.Exact(y(r))))]);
    var bySize = rows.Where(r => r is { Depth: 1, Layers: 1 }).ToList();
    experiment.Plot("size",
        Figure.Lines("First write to a file of an image: the whole file is copied up", new Axis("File size (KiB)", Log: true),
            new Axis("Time of the write (us)", Log: true),
        [.. bySize.GroupBy(r => r.Storage).Select(g => Of($"first write, {g.Key}", g, r => r.FileKib, r => r.FirstWriteUs)),
            Of("second write, disk", bySize.Where(r => r.Storage == "disk"), r => r.FileKib, r => r.SecondWriteUs)]));
    experiment.Plot("depth",
        Figure.Lines("File of 4 KiB on a disk", "Directories on the path (the root counted), or layers of the image",
            new Axis("Time (us)", Min: 0),
    [
        Of("first write, by directories", rows.Where(r => r is { FileKib: 4, Storage: "disk", Layers: 1 }).OrderBy(r => r.Depth),
            r => r.Depth, r => r.FirstWriteUs),
        Of("first read, by layers", rows.Where(r => r is { FileKib: 4, Storage: "disk", Depth: 2 }).OrderBy(r => r.Layers), r => r.Layers,
            r => r.FirstReadUs),
    ]));

    static string Name(UnionStorage storage) =>
        storage switch { UnionStorage.Disk => "disk", UnionStorage.DiskVolatile => "disk, volatile", _ => "memory" };
});

record Cell(UnionStorage Storage, Bytes Size, int Depth, int Layers);

record Outcome(double FirstReadUs, double FirstWriteUs, double SecondWriteUs, double CopiedKib);

record Row(string Storage, double FileKib, int Depth, int Layers, double FirstReadUs, double FirstWriteUs, double SecondWriteUs,
    double CopiedKib);
