using System.Globalization;
using CloudSim.Net.Units;

namespace CloudSim.Net.Calibration;

/// <summary>A number that a user sets: found by its name, checked against its dimension.</summary>
internal static class Override
{
    public static string Name(Parameter parameter) => $"{parameter.Sheet}.{parameter.Name}";

    public static Parameter? Find(string name) => name.Split('.') is [var sheet, var parameter] && ParameterSheet.Names.Contains(sheet)
        ? ParameterSheet.Named(sheet).Parameters.FirstOrDefault(p => p.Name == parameter) : null;

    public static Parameter Of(string name, string text)
    {
        var own = Find(name) ?? throw Unknown(name);
        var (number, unit) = Split(text);
        InputException Wrong(string what) => new(name, null, what,
            $"write {own.Text}, or another unit: {string.Join(", ", ParameterSheet.UnitsLike(own.Unit))}");
        if (number is not { } value)
            throw Wrong($"'{text}' is no number");
        if (unit.Length == 0 && ParameterSheet.HasPlainUnit(own.Unit))
            unit = own.Unit;
        if (!ParameterSheet.UnitsLike(own.Unit).Contains(unit))
            throw Wrong(unit.Length == 0 ? $"'{text}' has no unit" : $"'{unit}' is no unit of it");
        if (!double.IsFinite(value) || double.IsNegative(value))
            throw new InputException(name, null, $"{text} cannot be", "give a finite number from 0 up");
        return own with { Value = value, Unit = unit, Source = Source.Override, Place = "" };
    }

    // The longest start that is a number, and the rest.
    private static (double? Number, string Unit) Split(string text)
    {
        text = text.Trim();
        for (var length = text.Length; length > 0; length--)
            if (double.TryParse(text.AsSpan(0, length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint |
                NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
                return (value, text[length..].Trim());
        return (null, "");
    }

    private static InputException Unknown(string name)
    {
        if (name.Split('.') is not [var sheet, var parameter])
            return new(name, null, "this names no parameter", "write FILE.NAME, for instance Firecracker.vmm_start");
        if (!ParameterSheet.Names.Contains(sheet))
            return new(name, null, $"there is no data file '{sheet}'", Spelling.Hint(sheet, ParameterSheet.Names));
        var names = ParameterSheet.Named(sheet).Parameters.Select(p => p.Name).ToList();
        return new(name, null, $"{sheet} has no parameter '{parameter}'", Spelling.Hint(parameter, names));
    }
}
