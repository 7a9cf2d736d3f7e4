using System.Text;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class DocumentWordsTests
{
    private const string Every = "LoadBalancer annotations destination healthCheckNodePort nodePort targetNamespace volumeClaimTemplates";

    [Fact]
    public void All_words_are_looked_for()
    {
        var all = Enum.GetValues<DocumentWords>().Aggregate(static (one, other) => one | other);
        Assert.Equal(DocumentWord.All, all);
        Assert.Equal(all, DocumentWord.FindIn(Encoding.UTF8.GetBytes(Every), all));
        Assert.Equal(DocumentWords.NodePort, DocumentWord.FindIn(Encoding.UTF8.GetBytes(Every), DocumentWords.NodePort));
    }

    [Theory]
    [InlineData("  nodePort: 30080", DocumentWords.NodePort)]
    [InlineData("healthCheckNodePort: 1", DocumentWords.HealthCheckNodePort)]
    [InlineData("type: 'LoadBalancer' # targetNamespace", DocumentWords.LoadBalancer | DocumentWords.TargetNamespace)]
    [InlineData("nodeport: 1", DocumentWords.None)]
    public void Words_are_found_anywhere(string text, DocumentWords expected) => Assert.Equal(expected, DocumentWord.FindIn(Encoding.UTF8.GetBytes(text), DocumentWord.All));
}
