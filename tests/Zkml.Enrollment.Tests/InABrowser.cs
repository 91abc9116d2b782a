using System.Text.Json;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class InABrowser(OneHost one) : IClassFixture<OneHost>
{
    [Fact]
    public async Task An_operator_gives_a_key_and_reads_the_present_state()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(one.Host);
        Guid capture = (await (await device.SubmitAsync(one.Host, device.Capture(await TestDevice.ChallengeAsync(one.Host)))).JsonAsync(202)).GetProperty("id").GetGuid();
        Uri address = one.Host.Anyone.BaseAddress!;

        IReadOnlyList<JsonElement> seen = await Browser.VisitAsync("operator.mjs", one.Host.Operator.DefaultRequestHeaders.Authorization!.Parameter!, new Uri(address, "operator").ToString());

        Browser.CheckEveryLook(seen, address.GetLeftPart(UriPartial.Authority), "first", "refused", "shown");
        Assert.All(seen, look =>
        {
            Assert.Equal(["Operator's key", "Show the present state"], Browser.Stops(look));
            Assert.Contains("That is no operator's key.", Browser.Text(look, "refused"), StringComparison.Ordinal);
            Assert.Contains("for a proof.", Browser.Text(look, "shown"), StringComparison.Ordinal);
            Assert.Contains(capture.ToString(), Browser.Text(look, "shown"), StringComparison.Ordinal);
            Assert.False(look.GetProperty("kept").GetBoolean());
        });
    }
}
