namespace CloudSim.Net.Traces;

/// <summary>
/// The lines of a text, cut into fields, in bounded memory and without a string for each: what one says is there until the next is read.
/// Lines end with LF, CRLF or a lone CR, also mixed. Where a character stands between fields, one that begins with a quotation mark ends
/// with the next single one, also some lines later, and two of them are one (RFC 4180).
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="separator">What stands between two fields; a blank means any blanks and tabs.</param>
internal sealed class TextRecords(TextReader reader, string path, char separator) : IRecord
{
    private char[] chars = new char[1 << 16];
    private (int Begin, int End)[] fields = new (int, int)[16];
    private int begin, end, length, mark;
    private long lines;
    private bool isAtEnd;

    /// <summary>How many fields the record has.</summary>
    public int Count { get; private set; }

    /// <summary>The line in which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the text cannot be read on, so that what was thrown is not of one record.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A field with the blanks around it.</summary>
    public ReadOnlySpan<char> this[int field] => chars.AsSpan(fields[field].Begin, fields[field].End - fields[field].Begin);

    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InputException">A quotation mark is not closed: the record is its line alone.</exception>
    public bool Next()
    {
        begin += length + mark;
        (Count, Line, length, mark) = (0, lines + 1, 0, 0);
        if (!EndLine(0))
            return false;
        if (separator == ' ')
            CutAtBlanks();
        else if (!chars.AsSpan(begin, length).Contains('"'))
            Cut();
        else
            CutQuoted();
        return true;
    }

    // Ends the record where the line ends that begins so many characters after the record's begin.
    private bool EndLine(int from)
    {
        for (var at = from; ;)
        {
            if (chars.AsSpan(begin + at, end - begin - at).IndexOfAny('\n', '\r') is >= 0 and var found)
            {
                (length, mark) = (at + found, 1);
                if (chars[begin + length] == '\r' && (begin + length + 1 < end || Fill()) && chars[begin + length + 1] == '\n')
                    mark = 2;
                lines++;
                return true;
            }

            at = end - begin;
            if (Fill())
                continue;
            (length, mark) = (at, 0);
            lines++;
            return at > from;
        }
    }

    private bool Fill()
    {
        if (isAtEnd)
            return false;
        chars.AsSpan(begin, end - begin).CopyTo(chars);
        (begin, end) = (0, end - begin);
        if (end == chars.Length)
            Array.Resize(ref chars, 2 * chars.Length);
        IsBroken = true;
        var count = reader.Read(chars, end, chars.Length - end);
        (IsBroken, isAtEnd, end) = (false, count == 0, end + count);
        return count > 0;
    }

    private void Cut()
    {
        for (var (at, stop) = (begin, begin + length); ;)
        {
            var found = chars.AsSpan(at, stop - at).IndexOf(separator);
            Take(at, found < 0 ? stop : at + found);
            if (found < 0)
                return;
            at += found + 1;
        }
    }

    private void CutAtBlanks()
    {
        for (var (at, stop) = (begin, begin + length); ; )
        {
            while (at < stop && char.IsWhiteSpace(chars[at]))
                at++;
            if (at == stop)
                return;
            var from = at;
            while (at < stop && !char.IsWhiteSpace(chars[at]))
                at++;
            Take(from, at);
        }
    }

    private void CutQuoted()
    {
        var (first, firstMark) = (length, mark);
        while (!IsClosed(chars.AsSpan(begin, length)))
            if (length > InputFiles.MostLine || !EndLine(length + mark))
            {
                (length, mark, lines) = (first, firstMark, Line);
                throw new InputException(path, (int)Math.Min(Line, int.MaxValue), "a quotation mark is not closed",
                    "two of them around a field");
            }

        for (var (at, stop) = (begin, begin + length); ; at++)
        {
            var (from, to) = (at, at);
            if (at < stop && chars[at] == '"')
            {
                var close = from + AfterQuotes(chars.AsSpan(from, stop - from));
                for (at++; at < close - 1; at++)
                {
                    chars[to++] = chars[at];
                    at += chars[at] == '"' ? 1 : 0;
                }

                at = close;
            }

            while (at < stop && chars[at] != separator)
                chars[to++] = chars[at++];
            Take(from, to);
            if (at == stop)
                return;
        }
    }

    private bool IsClosed(ReadOnlySpan<char> text)
    {
        for (; ; )
        {
            if (text is ['"', ..])
            {
                var after = AfterQuotes(text);
                if (after < 0)
                    return false;
                text = text[after..];
            }

            var next = text.IndexOf(separator);
            if (next < 0)
                return true;
            text = text[(next + 1)..];
        }
    }

    // Where the field's text ends that begins with a quotation mark; negative if that is not closed.
    private static int AfterQuotes(ReadOnlySpan<char> text)
    {
        for (var at = 1; ; at += 2)
        {
            var found = text[at..].IndexOf('"');
            if (found < 0)
                return -1;
            at += found;
            if (at + 1 == text.Length || text[at + 1] != '"')
                return at + 1;
        }
    }

    private void Take(int from, int to)
    {
        if (Count == fields.Length)
            Array.Resize(ref fields, 2 * Count);
        fields[Count++] = (from, to);
    }
}
