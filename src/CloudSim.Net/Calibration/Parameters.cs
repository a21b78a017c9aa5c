using System.Collections.Concurrent;
using CloudSim.Net.Units;

namespace CloudSim.Net.Calibration;

/// <summary>
/// Every number of the models, as one immutable set: those of the data files, some of them overridden. Platforms, host models, kernels,
/// tunables and profiles are made from a set, one instance of each a set; so two sets never mix, and a comparison by reference is one by
/// value. What is read through a set is noted, so that a manifest lists what went into a result and nothing else.
/// </summary>
public sealed class Parameters
{
    private readonly Store store;
    private readonly string? maker;
    private readonly HashSet<Parameter> reads = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Made> used = [];
    private bool built;
    private (Type, string)? making; // what is made of this view; its reads are noted when it is done
    private Parameter? lastOverride;

    private readonly Parameters? whole;

    private Parameters(Store store, string? maker = null, Parameters? whole = null) =>
        (this.store, this.maker, this.whole) = (store, maker, whole);

    /// <summary>Every number as the data files have it.</summary>
    public static Parameters Default { get; } = Fresh();

    /// <summary>The set itself: what an object keeps that must read more while it lives, such as a machine.</summary>
    public Parameters Set => maker is null ? this : store.Set;

    /// <summary>What was read so far, in order of data file and name.</summary>
    public IReadOnlyList<Parameter> Uses
    {
        get
        {
            lock (reads)
                return [.. reads.OrderBy(p => p.Sheet, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>How many different numbers were read so far.</summary>
    public int Reads
    {
        get
        {
            lock (reads)
                return reads.Count;
        }
    }

    /// <summary>The numbers that are not those of the data files, in order of name.</summary>
    public IReadOnlyList<Parameter> Overrides => [.. store.Overrides.Values];

    /// <summary>The data file of this name, for instance <c>Firecracker</c>, with this set's values.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public ParameterSheet this[string sheet] => ParameterSheet.Named(sheet).In(this);

    /// <summary>The data file beside a type of the models: that of its name.</summary>
    public ParameterSheet Beside<T>() => this[typeof(T).Name];

    /// <summary>A number of a data file as this set has it.</summary>
    public Parameter this[Parameter parameter]
    {
        get
        {
            var value = Value(parameter.IsOverride ? Override.Find(Override.Name(parameter)) ?? parameter : parameter);
            Note(value);
            return value;
        }
    }

    /// <summary>
    /// A data file of one's own, for a system that a script adds: read once a set. Its name must be no other's; <c>--set</c> does not reach
    /// it.
    /// </summary>
    /// <exception cref="FormatException">A row is malformed; the message gives file and line.</exception>
    /// <exception cref="ArgumentException">The name is that of a data file of the models.</exception>
    public ParameterSheet Read(string name, TextReader text)
    {
        if (ParameterSheet.Names.Contains(name))
            throw new ArgumentException($"the models have a data file {name} (take another name)", nameof(name));
        var sheet = store.Own.GetOrAdd(name, _ => ParameterSheet.Read(name, text));
        foreach (var parameter in sheet.Parameters.Where(p => store.Awaited.TryRemove(Override.Name(p), out _)))
            store.Set.Note(parameter);
        return sheet.In(this);
    }

    /// <summary>A set of its own with the same values, in which nothing was read yet.</summary>
    public Parameters Copy() => new Store(store.Overrides, store.Results).Set;

    /// <summary>
    /// What is computed of these values, once for the set and all its copies, on a copy of its own. Whatever it read is noted here, also
    /// where it was computed before: so that two results with one run behind them each know what went into it.
    /// </summary>
    /// <param name="name">The result among those of its type.</param>
    /// <param name="compute">Computes it from the copy that it is given, the same each time. If it fails nothing is kept.</param>
    /// <exception cref="InvalidOperationException">It gives null, or needs itself.</exception>
    public T Once<T>(string name, Func<Parameters, T> compute) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(compute);
        var result = store.Results.GetOrAdd((typeof(T), name), _ => new()).Made(name, () =>
        {
            var copy = Copy();
            return new(compute(copy) ?? throw new InvalidOperationException($"{name}: null was computed"), copy.Uses);
        });
        Note(result);
        return (T)result.Value;
    }

    /// <summary>The set with another value for one number.</summary>
    /// <param name="name">Data file and name with a point between, for instance <c>Firecracker.vmm_start</c>.</param>
    /// <param name="value">The number with its unit, for instance <c>60ms</c>; any unit of the same dimension will do.</param>
    /// <exception cref="InputException">No such number, no such unit, or a value below zero.</exception>
    public Parameters With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return With([(name, value)]);
    }

    /// <summary>The set with other values for several numbers; where a name stands twice the last counts.</summary>
    /// <param name="changes">Names and values as of <see cref="With(string, string)"/>.</param>
    /// <exception cref="InputException">No such number, no such unit, or a value below zero.</exception>
    public Parameters With(IEnumerable<(string Name, string Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var all = new SortedDictionary<string, Parameter>(store.Overrides, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            var parameter = Override.Of(name, value);
            all[Override.Name(parameter)] = parameter;
        }
        return new Store(all).Set;
    }

    /// <summary>
    /// What a builder makes of this set: the one instance, made when it is first asked for. The builder reads what it needs at once: a
    /// read through the set that it was given, after it has returned, is an error.
    /// </summary>
    /// <param name="name">The name of the thing among those of its type.</param>
    /// <param name="build">Makes it.</param>
    /// <exception cref="ParameterException">The builder failed on a set in which something that it read is overridden.</exception>
    public T Make<T>(string name, Func<Parameters, T> build) where T : class
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(build);
        for (var around = this; around is not null; around = around.whole)
            if (around.making == (typeof(T), name))
                throw new InvalidOperationException($"{name} needs itself to be made");
        var made = store.Instances.GetOrAdd((typeof(T), name), _ => new(() => store.Build(this, name, build))).Value;
        Note(made);
        return (T)made.Value;
    }

    /// <summary>
    /// The same set for something that is made again each time, by a constructor: what is read through it is the thing's own
    /// (<see cref="Uses"/>), and that of who makes it.
    /// </summary>
    /// <param name="name">The thing.</param>
    public Parameters Part(string name) => new(store, name, this);

    /// <summary>Notes that what something was made of is used.</summary>
    public void Use(IParameterized thing)
    {
        foreach (var parameter in thing.Uses)
            Note(parameter);
    }

    internal static Parameters Fresh() => new Store(new(StringComparer.Ordinal)).Set;

    /// <summary>The same values, with reads that nobody asks for: to look through many things and use few.</summary>
    public Parameters Unnoted() => new(store, "unnoted");

    /// <summary>Notes reads by name (<c>Firecracker.vmm_start</c>), as an earlier run of the same command kept them.</summary>
    public void Note(IEnumerable<string> names)
    {
        foreach (var name in names)
            if (Override.Find(name) is { } parameter)
                Note(Value(parameter));
            else
                store.Awaited[name] = true; // of a data file of one's own, which is yet to be read
    }

    internal void Note(Parameter parameter)
    {
        lock (reads)
            if (built)
                throw new InvalidOperationException($"{maker} reads {parameter.Sheet}.{parameter.Name} after it was built (read it there)");
            else
            {
                reads.Add(parameter);
                lastOverride = parameter.IsOverride ? parameter : lastOverride;
            }
        if (making is null)
            whole?.Note(parameter);
    }

    internal Parameter Value(Parameter parameter) =>
        store.Overrides.Count == 0 ? parameter : store.Overrides.GetValueOrDefault(Override.Name(parameter), parameter);

    private void Note(Made made)
    {
        lock (reads)
            if (!used.Add(made))
                return;
        foreach (var parameter in made.Reads)
            Note(parameter);
    }

    private sealed class Store
    {
        public Store(SortedDictionary<string, Parameter> overrides, ConcurrentDictionary<(Type, string), Result>? results = null) =>
            (Overrides, Results, Set) = (overrides, results ?? new(), new Parameters(this));

        public Parameters Set { get; }

        public SortedDictionary<string, Parameter> Overrides { get; }

        public ConcurrentDictionary<(Type, string), Lazy<Made>> Instances { get; } = new();

        public ConcurrentDictionary<(Type, string), Result> Results { get; }

        public ConcurrentDictionary<string, ParameterSheet> Own { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, bool> Awaited { get; } = new(StringComparer.Ordinal);

        public Made Build<T>(Parameters by, string name, Func<Parameters, T> build) where T : class
        {
            var view = new Parameters(this, name, by) { making = (typeof(T), name) };
            try
            {
                var value = Check.NotNull(build(view));
                return new Made(value, view.Uses);
            }
            catch (Exception e) when (e is not InputException && view.lastOverride is { } culprit)
            {
                throw new ParameterException(culprit, e);
            }
            finally
            {
                lock (view.reads)
                    view.built = true;
            }
        }
    }

    // A result, or one that is being computed: others wait for it, and who computes it does not ask for it.
    private sealed class Result
    {
        private readonly System.Threading.Lock gate = new();
        private Made? made;
        private bool isRunning;

        public Made Made(string name, Func<Made> compute)
        {
            lock (gate)
            {
                if (isRunning)
                    throw new InvalidOperationException($"{name} needs itself to be computed");
                isRunning = true;
                try
                {
                    return made ??= compute();
                }
                finally
                {
                    isRunning = false;
                }
            }
        }
    }

    private sealed record Made(object Value, IReadOnlyList<Parameter> Reads)
    {
        public bool Equals(Made? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
