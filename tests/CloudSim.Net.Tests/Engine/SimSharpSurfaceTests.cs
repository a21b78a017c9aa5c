using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CloudSim.Net.Tests.Engine;

/// <summary>Every name of Sim# exists with the same types; the list stands beside this file.</summary>
public partial class SimSharpSurfaceTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static TheoryData<string> Types() => [.. Read().Keys];

    [Fact]
    public void The_list_is_whole() => Assert.Equal((84, 845), (Read().Count, Read().Values.Sum(m => m.Count)));

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_member_exists(string declaration)
    {
        var type = Find(declaration);
        Assert.True(type != null, $"no type for: {declaration}");
        var missing = Read()[declaration].Where(m => !Exists(type, m)).ToList();
        Assert.True(missing.Count == 0, $"{declaration} lacks:\n  {string.Join("\n  ", missing)}");
    }

    private static Dictionary<string, List<string>> Read([CallerFilePath] string here = "")
    {
        var types = new Dictionary<string, List<string>>();
        bool code = false;
        string type = "";
        foreach (var line in File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "simsharp-api.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = !code;
            else if (code && line.StartsWith("  ", StringComparison.Ordinal))
                types[type].Add(line.Trim());
            else if (code && line.Length > 0)
                types.Add(type = line, []);
        }
        return types;
    }

    private static Type? Find(string declaration)
    {
        var match = TypeName().Match(declaration);
        string name = match.Groups["name"].Value;
        var type = typeof(Simulation).Assembly.GetExportedTypes().FirstOrDefault(t => Render(t) == name);
        bool fits = type != null && match.Groups["kind"].Value switch
        {
            "class" => type.IsClass,
            "struct" => type.IsValueType && !type.IsEnum,
            "interface" => type.IsInterface,
            _ => type.IsEnum,
        };
        return fits ? type : null;
    }

    private static bool Exists(Type type, string member)
    {
        if (type.IsEnum)
            return member.Split(", ").All(p => p.Split(" = ") is [var n, var v] && Convert.ToInt32(Enum.Parse(type, n)) == int.Parse(v));
        bool isProtected = Modifiers().Match(member).Value.Contains("protected");
        bool isStatic = member.Contains("static ");
        bool isVirtual = ModifierVirtual().IsMatch(member);
        string plain = Modifiers().Replace(member, "");
        if (plain.StartsWith("event ", StringComparison.Ordinal))
            return type.GetEvent(plain.Split(' ')[^1]) != null;
        if (plain.Contains("operator "))
            return type.GetMethod(plain.Contains('&') ? "op_BitwiseAnd" : "op_BitwiseOr") != null;
        int paren = plain.IndexOf('(');
        if (plain.Contains('{'))
            return Properties(type).Any(p => $"{Render(p.PropertyType)} {p.Name}" == plain[..plain.IndexOf(" {", StringComparison.Ordinal)]
                && Accessors(plain, p) && Visible(p.GetMethod!, isProtected));
        if (paren < 0 || plain.Contains(" = ") && plain.IndexOf(" = ", StringComparison.Ordinal) < paren)
        {
            string field = plain.Split(" = ")[0];
            return type.GetFields(All | BindingFlags.FlattenHierarchy).Any(f => $"{Render(f.FieldType)} {f.Name}" == field
                || f.IsLiteral && f.Name == field.Split(' ')[^1]);
        }
        string head = plain[..paren];
        string parameters = Normalize(plain[(paren + 1)..plain.LastIndexOf(')')]);
        if (!head.Contains(' '))
            return type.GetConstructors(All).Any(c => Visible(c, isProtected) && Render(c.GetParameters()) == parameters)
                || parameters.Length == 0 && type.IsValueType;
        return Methods(type).Any(m => $"{Render(m.ReturnType)} {RenderName(m)}" == head && Render(m.GetParameters()) == parameters
            && Visible(m, isProtected) && m.IsStatic == isStatic && (!isVirtual || m.IsVirtual && !m.IsFinal || type.IsSealed));
    }

    private static bool Accessors(string text, PropertyInfo property) =>
        !text.Contains(" set;") || property.SetMethod != null
            && (text.Contains("protected set") || text.Contains("protected internal set") || text.Contains("private set")
                || property.SetMethod.IsPublic || !property.GetMethod!.IsPublic);

    private static bool Visible(MethodBase method, bool isProtected) =>
        isProtected ? method.IsFamily || method.IsFamilyOrAssembly : method.IsPublic;

    private static IEnumerable<MethodInfo> Methods(Type type) => type.IsInterface
        ? type.GetInterfaces().Append(type).SelectMany(t => t.GetMethods(All))
        : type.GetMethods(All | BindingFlags.FlattenHierarchy);

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.IsInterface
        ? type.GetInterfaces().Append(type).SelectMany(t => t.GetProperties(All))
        : type.GetProperties(All | BindingFlags.FlattenHierarchy);

    private static string RenderName(MethodInfo method) => method.IsGenericMethod
        ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>"
        : method.Name;

    private static string Render(ParameterInfo[] parameters) =>
        string.Join(", ", parameters.Select(p => (p.IsOut ? "out " : "") + Render(p.ParameterType)));

    private static string Render(Type type)
    {
        if (type.IsByRef)
            return Render(type.GetElementType()!);
        if (type.IsArray)
            return Render(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Render(inner) + "?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        string name = type.IsGenericType
            ? type.Name.Split('`')[0] + $"<{string.Join(", ", type.GetGenericArguments().Select(Render))}>" : type.Name;
        return type.IsNested && !type.IsGenericParameter ? $"{Render(type.DeclaringType!)}.{name}" : name;
    }

    /// <summary>Parameter types alone: without names, defaults and <c>params</c>.</summary>
    private static string Normalize(string parameters) => string.Join(", ", SplitTopLevel(parameters).Select(p =>
    {
        string text = p.Split(" = ")[0].Replace("params ", "").Replace("this ", "").Trim();
        return text[..text.LastIndexOf(' ')];
    }));

    private static IEnumerable<string> SplitTopLevel(string text)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
            if (text[i] != ',' || depth > 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        if (text.Length > start)
            yield return text[start..];
    }

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double",
        [typeof(bool)] = "bool", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    [GeneratedRegex(@"(?<kind>class|struct|interface|enum) (?<name>[\w.]+(<[^>]+>)?)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^((protected|internal|public|static|virtual|abstract|override|sealed|readonly|const) )+")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"^([\w]+ )*(virtual|abstract|override) ")]
    private static partial Regex ModifierVirtual();
}
