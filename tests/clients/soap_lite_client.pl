#!/usr/bin/perl
# SOAP::Lite without a WSDL, as scripts use it, against every version of a running gateway with the demo associates:
# gateway.py perl soap_lite_client.pl
# Perl writes what it likes around a message: encodingStyle on Envelope, types on every value, its own prefixes.
use strict;
use warnings;
use SOAP::Lite;

my $base = $ENV{UAG_URL} or die "UAG_URL must name the gateway\n";
my ($checks, @failures) = (0);

sub check {
    my ($what, $found, $expected) = @_;
    ++$checks;
    $found = defined $found ? $found : "nothing";
    push @failures, "$what: expected $expected, found $found" unless $found eq $expected;
}

# One call; parameters in pairs of name and value.
sub call {
    my ($version, $envelope, $service, $ticket, $operation, @parameters) = @_;
    my $namespace = "http://www.superoffice.net/ws/crm/NetServer/Services$version";
    my $client = SOAP::Lite->soapversion($envelope)->proxy("$base/Remote/Services$version/$service.svc")
        ->default_ns($namespace)->on_action(sub { "\"$namespace/$service/$operation\"" });
    my @content;
    push @content, SOAP::Header->name(Credentials => \SOAP::Data->name(Ticket => $ticket))->attr({xmlns => $namespace})
        if $ticket;
    while (my ($name, $value) = splice @parameters, 0, 2) { push @content, SOAP::Data->name($name => $value) }
    my $answer = $client->call($operation => @content);
    die "$operation over Services$version: " . $answer->faultstring . "\n" if $answer->fault;
    return $answer;
}

sub log_in {
    my ($version, $envelope, $name, $password) = @_;
    my $answer = call($version, $envelope, "SoPrincipal", undef, "AuthenticateUsernamePassword",
                      UserName => $name, Password => $password);
    return $answer->valueof("//AuthenticationSucceeded") eq "true" ? $answer->valueof("//AuthenticateResponse/Credentials/Ticket") : "";
}

my $password = "Tje0";
for my $version (84 .. 88) {
    for my $envelope ("1.1", "1.2") {
        my $place = "Services$version SOAP $envelope";
        my $admin = log_in($version, $envelope, "ADM0", "Adm0-demo-only");
        check("$place: log-in", $admin ne "" ? "ticket" : "none", "ticket");
        my $user = call($version, $envelope, "User", $admin, "GetUser", UserId => 2);
        check("$place: GetUser", $user->valueof("//Response/Name"), "tje0");
        my $next = "quiet-lantern-$version$envelope";
        my $ticket = log_in($version, $envelope, "tje0", $password);
        my $changed = call($version, $envelope, "User", $ticket, "ChangeOwnPassword",
                           OldPassword => $password, NewPassword => $next);
        check("$place: ChangeOwnPassword", $changed->valueof("//Response"), "true");
        $password = $next;
        my $set = call($version, $envelope, "User", $admin, "SetPassword", AssociateId => 3, Password => "walnut-$next");
        check("$place: SetPassword", $set->valueof("//Response"), "true");
        check("$place: log-in with it", log_in($version, $envelope, "ext0", "walnut-$next") ne "" ? "ticket" : "none", "ticket");
    }
}
print "$checks checks\n";
print STDERR "$_\n" for @failures;
exit(@failures ? 1 : 0);
