<?php
// PHP's ext-soap against every version of a running gateway with the demo associates: gateway.py php php_client.php
// Without a WSDL, where it encodes as SOAP 1.1 section 5 has it (encodingStyle, types on every value), and with one.
declare(strict_types=1);

$base = getenv('UAG_URL') ?: exit("UAG_URL must name the gateway\n");
$checks = 0;
$failures = [];

function check(string $what, mixed $found, mixed $expected): void {
    global $checks, $failures;
    ++$checks;
    if ($found !== $expected) $failures[] = "$what: expected " . json_encode($expected) . ', found ' . json_encode($found);
}

// One service in one version, with or without its WSDL.
class Service {
    private SoapClient $client;
    private string $space;

    public function __construct(private string $name, int $version, private bool $described, int $envelope) {
        global $base;
        $address = "$base/Remote/Services$version/$name.svc";
        $this->space = "http://www.superoffice.net/ws/crm/NetServer/Services$version";
        $options = ['cache_wsdl' => WSDL_CACHE_NONE, 'soap_version' => $envelope, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
                    'location' => $address];
        if (!$described) $options += ['uri' => $this->space];
        $this->client = new SoapClient($described ? "$address?singleWsdl" : null, $options);
    }

    private function value(string $name, mixed $value): SoapVar {
        return new SoapVar($value, is_int($value) ? XSD_INT : XSD_STRING, null, null, $name, $this->space);
    }

    // The result's members: of a WSDL as it says, else as PHP makes them out.
    public function call(string $operation, array $parameters, string $ticket = ''): array {
        $headers = [];
        if ($ticket !== '') {
            $credentials = $this->described ? ['Ticket' => $ticket]
                : new SoapVar([$this->value('Ticket', $ticket)], SOAP_ENC_OBJECT, null, null, null, null);
            $headers[] = new SoapHeader($this->space, 'Credentials', $credentials);
        }
        $arguments = [];
        foreach ($parameters as $name => $value) $arguments[] = $this->value($name, $value);
        $result = $this->client->__soapCall($operation, $this->described ? [$parameters] : $arguments,
            ['soapaction' => "$this->space/$this->name/$operation"], $headers);
        return is_object($result) || is_array($result) ? (array)$result : ['Response' => $result];
    }
}

function truth(mixed $value): bool { return $value === true || $value === 'true'; }

$password = 'Tje0';
foreach (range(84, 88) as $version)
    foreach ([[false, SOAP_1_1], [false, SOAP_1_2], [true, SOAP_1_1]] as $n => [$described, $envelope]) {
        $place = "Services$version " . ($described ? 'with' : 'without') . " WSDL, envelope $envelope";
        $principal = new Service('SoPrincipal', $version, $described, $envelope);
        $users = new Service('User', $version, $described, $envelope);
        $ticket_of = function (string $name, string $password) use ($principal): string {
            $answer = $principal->call('AuthenticateUsernamePassword', ['UserName' => $name, 'Password' => $password]);
            return truth($answer['AuthenticationSucceeded']) ? ((array)$answer['Credentials'])['Ticket'] : '';
        };
        $admin = $ticket_of('ADM0', 'Adm0-demo-only');
        check("$place: log-in", $admin !== '', true);
        $user = $users->call('GetUser', ['UserId' => 2], $admin);
        check("$place: GetUser", ((array)($user['Response'] ?? $user))['Name'], 'tje0');
        $next = "quiet-lantern-$version$n";
        $changed = $users->call('ChangeOwnPassword', ['OldPassword' => $password, 'NewPassword' => $next], $ticket_of('tje0', $password));
        check("$place: ChangeOwnPassword", truth($changed['Response']), true);
        $password = $next;
        $set = $users->call('SetPassword', ['AssociateId' => 3, 'Password' => "walnut-$next"], $admin);
        check("$place: SetPassword", truth($set['Response']), true);
        check("$place: log-in with it", $ticket_of('ext0', "walnut-$next") !== '', true);
        if (!$described) continue;
        // A list with a declaration an item, and a user that goes back as it came.
        $names = $users->call('GetUserInfoList', ['UserInfoIds' => range(1, 200)], $admin);
        check("$place: GetUserInfoList", count($names['Response']->UserInfo) > 1, true);
        $back = $user['Response'];
        $back->Tooltip = "by PHP $version";
        $saved = $users->call('SaveUser', ['User' => $back], $admin);
        check("$place: SaveUser", $saved['Response']->Tooltip, "by PHP $version");
    }
echo "$checks checks\n";
foreach ($failures as $failure) fwrite(STDERR, "$failure\n");
exit($failures ? 1 : 0);
