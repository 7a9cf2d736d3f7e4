using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/path/name", "aws", "iam", "", "111122223333", "role/path/name")]
    [InlineData("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy", "aws", "iam", "", "aws", "policy/AmazonEKS_CNI_Policy")]
    [InlineData("arn:aws:s3:::bucket", "aws", "s3", "", "", "bucket")]
    [InlineData("arn:aws-cn:sqs:cn-north-1:111122223333:queue", "aws-cn", "sqs", "cn-north-1", "111122223333", "queue")]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:name:*", "aws", "logs", "eu-west-1", "111122223333", "log-group:name:*")]
    [InlineData("arn:aws:ec2:*:*:instance/*", "aws", "ec2", "*", "*", "instance/*")]
    public void Arns_have_six_parts(string text, string partition, string service, string region, string account, string resource)
    {
        Assert.Null(Arn.Problem(text));
        Assert.True(Arn.TryParse(text, out var arn));
        Assert.Equal(new Arn(partition, service, region, account, resource), arn);
        Assert.Equal(text, arn.ToString());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("role/name", "does not begin with 'arn:'")]
    [InlineData("ARN:aws:iam::111122223333:role/name", "does not begin with 'arn:'")]
    [InlineData("arn:aws:iam:111122223333:role/name", "has 5 parts, not six (arn:partition:service:region:account:resource)")]
    [InlineData("arn:asw:iam::111122223333:role/name", "has the unknown partition 'asw' (known: aws, aws-cn, aws-us-gov and others that begin with 'aws-')")]
    [InlineData("arn:aws::eu-west-1:111122223333:x", "has no service")]
    [InlineData("arn:aws:iam::111122223333:", "has no resource")]
    [InlineData("arn:aws:IAM::111122223333:role/name", "has an upper case letter 'I' in the service")]
    [InlineData("arn:aws:sqs:eu west:111122223333:q", "has a blank in the region")]
    [InlineData("arn:aws:iam::11112222333:role/name", "has an account of 11 digits, not 12")]
    [InlineData("arn:aws:iam::1111-2222-3333:role/name", "has an account that is not a number ('1111-2222-3333')")]
    [InlineData("arn:aws:iam::111122223333:role/name ", "ends with a blank")]
    [InlineData("arn:aws:iam::111122223333:role/a\nb", "has a line break in the resource")]
    public void What_is_no_arn_is_named(string text, string problem)
    {
        Assert.False(Arn.TryParse(text, out _));
        Assert.Equal(problem, Arn.Problem(text));
    }
}
