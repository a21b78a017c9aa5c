using System.Reflection;
using CloudSim.Net.Calibration;
using CloudSim.Net.Platforms;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;

namespace CloudSim.Net.Tests.Architecture;

/// <summary>
/// Numbers are a user's to set, so they stand in a set of parameters and in what is made of it. A static would keep those of the set that
/// came first.
/// </summary>
public class StaticNumberTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string Calibration = typeof(Parameters).Namespace!;

    [Fact]
    public void No_static_of_the_models_holds_a_number_of_a_data_file()
    {
        var types = typeof(Parameters).Assembly.GetTypes().Where(t => t.Namespace != Calibration);
        var fields = types.SelectMany(t => t.GetFields(Static)).ToList();
        Assert.InRange(fields.Count, 100, int.MaxValue);
        Assert.Empty(fields.Where(Holds).Select(f => $"{f.DeclaringType}.{f.Name}"));
    }

    /// <summary>The set of the data files' numbers is for tests; whoever makes something names its set.</summary>
    [Fact]
    public void No_model_and_no_script_looks_numbers_up_beside_its_set()
    {
        var room = $"src/CloudSim.Net/{Calibration.Split('.')[^1]}/";
        var files = WorkingCopy.Sources("src/CloudSim.Net").Where(f => !f.StartsWith(room, StringComparison.Ordinal))
            .Concat(WorkingCopy.Sources("experiments"));
        string[] sideDoors = ["Parameters.Default", "ParameterSheet.Named", "ParameterSheet.Beside"];
        Assert.Empty(
            from file in files
            let text = File.ReadAllText(WorkingCopy.At(file))
            from door in sideDoors
            where text.Contains(door, StringComparison.Ordinal)
            select $"{file}: {door}");
    }

    [Fact]
    public void A_static_that_holds_a_number_is_seen()
    {
        var fields = typeof(Offender).GetFields(Static);
        var guilty = fields.Where(f => !f.Name.StartsWith("Innocent", StringComparison.Ordinal));
        Assert.Equal(guilty.Select(f => f.Name), fields.Where(Holds).Select(f => f.Name));
    }

    // By its type if it may be filled later; else by what it has.
    private static bool Holds(FieldInfo field) => Parts(field.FieldType).Skip(field.IsInitOnly ? 1 : 0).Any(IsNumber)
        || (!field.DeclaringType!.ContainsGenericParameters && ObjectGraph.Reached(field.GetValue(null), IsNumber).Any(IsNumber));

    // A function of a set holds none, so a delegate's own types do not count.
    private static IEnumerable<Type> Parts(Type type) => type.IsAssignableTo(typeof(Delegate)) ? []
        : type.HasElementType ? Parts(type.GetElementType()!).Prepend(type)
        : type.GetGenericArguments().Where(a => !a.IsGenericParameter).SelectMany(Parts).Prepend(type);

    // What was made without numbers has none.
    private static bool IsNumber(object thing) => thing is IParameterized made ? made.Uses.Count > 0 : IsNumber(thing.GetType());

    private static bool IsNumber(Type type) => type == typeof(Parameter) || type == typeof(ParameterSheet) || type == typeof(Parameters)
        || type.IsAssignableTo(typeof(IParameterized))
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Measured<>));

    private static class Offender
    {
        public static readonly Func<Parameters, Platform> InnocentFunction = Firecracker.Of;
        public static readonly NativeExecution InnocentTechnique = new();
        public static readonly object Number = P["Firecracker"].Duration("vmm_start").Parameter;
        public static readonly object File = P["Firecracker"];
        public static readonly object Quantity = P["Firecracker"].Duration("vmm_start");
        public static readonly object List = new object[] { "a", Firecracker.Of(P) };
        public static readonly object Map = new Dictionary<string, object> { ["a"] = Firecracker.Of(P) };
        public static readonly Platform Direct = Firecracker.Of(P);
        public static readonly object Nested = new Holder(Firecracker.Of(P));
        public static readonly Func<Platform> Captured = Capture(Firecracker.Of(P));
        public static Platform? Later { get; set; }
        public static readonly Dictionary<string, IReadOnlyList<Platform[]>>? Lists = null;
        public static readonly (int, Lazy<HashSet<ParameterSheet>>?) Pair = default;

        private static Func<Platform> Capture(Platform platform) => () => platform;
    }

    private sealed record Holder(object Held);
}
