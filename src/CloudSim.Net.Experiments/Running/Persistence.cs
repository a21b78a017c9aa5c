using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CloudSim.Net.Experiments.Running;

/// <summary>Which outcomes come back from JSON exactly as they were.</summary>
internal static class Persistence
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // named, since a script outside experiments/ has reflection off by default
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(uint), typeof(ulong), typeof(float),
        typeof(double), typeof(decimal), typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset),
    ];

    private static readonly HashSet<Type> Lists =
    [
        typeof(List<>), typeof(IReadOnlyList<>), typeof(IList<>), typeof(IEnumerable<>), typeof(IReadOnlyCollection<>),
        typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>),
    ];

    /// <summary>
    /// Plain values, enums, lists and dictionaries of these, and records whose whole state is public properties:
    /// a type with anything hidden would silently lose it, so its stage is not kept.
    /// </summary>
    public static bool Keeps(Type type) => Keeps(type, []);

    private static bool Keeps(Type type, HashSet<Type> above)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Keeps(inner, above);
        if (Plain.Contains(type) || type.IsEnum)
            return true;
        if (type.IsArray)
            return Keeps(type.GetElementType()!, above);
        if (type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()))
            return type.GetGenericArguments().All(a => Keeps(a, above));
        if (type.IsInterface || type.IsAbstract || type == typeof(object) || typeof(Delegate).IsAssignableFrom(type))
            return false;
        if (!above.Add(type))
            return true;
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return type.BaseType is { } b && (b == typeof(object) || b == typeof(ValueType))
            && (type.IsValueType || Constructor(type) is not null)
            && fields.All(f => (f.IsPublic ? !f.IsInitOnly : Settable(type, f)) && Keeps(f.FieldType, above));
    }

    private static bool Settable(Type type, FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : null;
        return name is not null && type.GetProperty(name) is { } property
            && (property.SetMethod?.IsPublic == true || (!type.IsValueType && Constructor(type)?.Any(p => Same(p, property)) == true));
    }

    // Of several it would have to choose one.
    private static ParameterInfo[]? Constructor(Type type) =>
        type.GetConstructors() is [var only] ? only.GetParameters() : type.GetConstructor([])?.GetParameters();

    private static bool Same(ParameterInfo parameter, PropertyInfo property) =>
        string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)
            && parameter.ParameterType == property.PropertyType;
}
