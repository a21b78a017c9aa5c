using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CloudSim.Net.Traces.Formats;

/// <summary>The values of a column in the group of rows that was read last, as numbers and as texts.</summary>
internal abstract class ParquetColumn(DataField field)
{
    /// <summary>The column as the library has it.</summary>
    public DataField Field { get; } = field;

    /// <summary>Its name.</summary>
    public string Name => Field.Path.FirstPart ?? Field.Name;

    /// <summary>Whether it has texts.</summary>
    public virtual bool IsText => false;

    /// <summary>Whether a row has several values.</summary>
    public virtual bool IsList => false;

    /// <summary>Reads a group's values.</summary>
    public abstract void Load(ParquetRowGroupReader group, int rows);

    /// <summary>A row's number; NaN where it has none. A time is in milliseconds since 1970.</summary>
    public abstract double Number(int at);

    /// <summary>A row's text; empty where it has none.</summary>
    public abstract string Text(int at);

    /// <summary>A row's values.</summary>
    public virtual IReadOnlyList<string> Items(int at) => Text(at) is { Length: > 0 } text ? [text] : [];

    /// <summary>The column for a field; null if it has other than numbers and texts.</summary>
    public static ParquetColumn? Of(DataField field)
    {
        var type = field.ClrType;
        if (field.MaxRepetitionLevel > 0)
            return type == typeof(int) ? new Lists<int>(field, value => value.ToString(CultureInfo.InvariantCulture))
                : type == typeof(long) ? new Lists<long>(field, value => value.ToString(CultureInfo.InvariantCulture))
                : type == typeof(ReadOnlyMemory<char>) || type == typeof(string)
                    ? new Lists<ReadOnlyMemory<char>>(field, value => value.ToString()) : null;
        return type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? new Texts(field)
            : type == typeof(int) ? new Numbers<int>(field, value => value)
            : type == typeof(long) ? new Numbers<long>(field, value => value)
            : type == typeof(double) ? new Numbers<double>(field, value => value)
            : type == typeof(float) ? new Numbers<float>(field, value => value)
            : type == typeof(uint) ? new Numbers<uint>(field, value => value)
            : type == typeof(ulong) ? new Numbers<ulong>(field, value => value)
            : type == typeof(short) ? new Numbers<short>(field, value => value)
            : type == typeof(bool) ? new Numbers<bool>(field, value => value ? 1 : 0)
            : type == typeof(decimal) ? new Numbers<decimal>(field, value => (double)value)
            : type == typeof(DateTime) ? new Numbers<DateTime>(field, value =>
                (value.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerMillisecond)
            : null;
    }

    private sealed class Numbers<TValue>(DataField field, Func<TValue, double> number) : ParquetColumn(field)
        where TValue : struct
    {
        private TValue[] values = [];
        private TValue?[] some = [];
        private (TValue Value, string Text)? last;

        public override void Load(ParquetRowGroupReader group, int rows)
        {
            if (Field.IsNullable)
            {
                Array.Resize(ref some, Math.Max(some.Length, rows));
                group.ReadAsync<TValue>(Field, some.AsMemory(0, rows)).AsTask().GetAwaiter().GetResult();
            }
            else
            {
                Array.Resize(ref values, Math.Max(values.Length, rows));
                group.ReadAsync<TValue>(Field, values.AsMemory(0, rows)).AsTask().GetAwaiter().GetResult();
            }
        }

        public override double Number(int at) => Value(at) is { } value ? number(value) : double.NaN;

        // The same ids stand below each other.
        public override string Text(int at)
        {
            if (Value(at) is not { } value)
                return "";
            if (last is { } known && EqualityComparer<TValue>.Default.Equals(known.Value, value))
                return known.Text;
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            last = (value, text);
            return text;
        }

        private TValue? Value(int at) => Field.IsNullable ? some[at] : values[at];
    }

    private sealed class Texts(DataField field) : ParquetColumn(field)
    {
        private string?[] values = [];

        public override bool IsText => true;

        public override void Load(ParquetRowGroupReader group, int rows)
        {
            Array.Resize(ref values, Math.Max(values.Length, rows));
            group.ReadAsync(Field, values.AsMemory(0, rows)).AsTask().GetAwaiter().GetResult();
        }

        public override double Number(int at) => double.NaN;

        public override string Text(int at) => values[at] ?? "";
    }

    // A value of repetition level 0 begins a row; one below the full definition level is none (an empty list, or no list).
    private sealed class Lists<TItem>(DataField field, Func<TItem, string> text) : ParquetColumn(field)
        where TItem : struct
    {
        private readonly List<string> items = [];
        private int[] starts = [];

        public override bool IsList => true;

        public override void Load(ParquetRowGroupReader group, int rows)
        {
            items.Clear();
            Array.Resize(ref starts, rows + 1);
            using var data = (RawColumnData<TItem>)group.ReadRawColumnDataBaseAsync(Field).AsTask().GetAwaiter().GetResult();
            var (row, taken) = (-1, 0);
            for (var i = 0; i < data.RepetitionLevels.Length; i++)
            {
                if (data.RepetitionLevels[i] == 0)
                    starts[++row] = items.Count;
                if (data.DefinitionLevels[i] == Field.MaxDefinitionLevel)
                    items.Add(text(data.Values[taken++]));
            }

            for (row++; row <= rows; row++)
                starts[row] = items.Count;
        }

        public override double Number(int at) => double.NaN;

        public override string Text(int at) => string.Join(' ', Items(at));

        public override IReadOnlyList<string> Items(int at) => items.GetRange(starts[at], starts[at + 1] - starts[at]);
    }
}
