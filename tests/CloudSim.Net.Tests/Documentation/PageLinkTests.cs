using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>Links of the pages, to files and to headings.</summary>
public partial class PageLinkTests
{
    public static TheoryData<string> All => [.. Pages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_link_into_the_repository_leads_somewhere(string page)
    {
        foreach (Match link in Link().Matches(WithoutCode(page)))
        {
            var (file, heading) = (link.Groups[1].Value, link.Groups[2].Value);
            var target = file.Length == 0 ? page
                : Path.GetRelativePath(WorkingCopy.Root, WorkingCopy.At(Path.GetDirectoryName(page)!, file)).Replace('\\', '/');
            Assert.True(Path.Exists(WorkingCopy.At(target)), $"{page} links to {file}, which does not exist");
            if (heading.Length > 0)
                Assert.True(Anchors(target).Contains(heading), $"{page}: {target} has no heading #{heading}");
        }
    }

    [Theory]
    [InlineData("What comes out, and why", "what-comes-out-and-why")]
    [InlineData("A `WorkProfile` of 25 lines", "a-workprofile-of-25-lines")]
    [InlineData("Scripts: options", "scripts-options")]
    public void A_heading_is_linked_to_as_GitHub_does(string heading, string anchor) => Assert.Equal(anchor, Anchor(heading));

    private static IEnumerable<string> Anchors(string page) => Heading().Matches(WithoutCode(page)).Select(m => Anchor(m.Groups[1].Value));

    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string WithoutCode(string page) => Fence().Replace(Pages.Text(page), "");

    [GeneratedRegex(@"\]\((?!https?:)([^)\s#]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
