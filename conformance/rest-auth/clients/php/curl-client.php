<?php
// PHP, curl extension: as the documented sample, which trims the body, hashes to hex and packs that into octets.

function given(string $name): string
{
    $value = getenv($name);
    return $value === false ? '' : $value;
}

/** The eleventh octet becomes another one, if this is the part to alter. */
function alter(string $part, string $octets): string
{
    if (given('ALTER') === $part) {
        $octets[10] = $octets[10] === 'A' ? 'B' : 'A';
    }
    return $octets;
}

function hexToBase64(string $hex): string
{
    return base64_encode(pack('H*', $hex));
}

function sign(string $method, string $target, string $host, string $body): array
{
    // One space before the zone: the format ends in it.
    $date = gmdate('D, d M Y H:i:s ') . 'GMT';
    $digest = 'SHA-256=' . hexToBase64(hash('sha256', $body));
    $text = "host: $host\ndate: $date\n$method $target HTTP/1.1\ndigest: $digest";
    $signature = alter('signature', hexToBase64(hash_hmac('sha256', $text, given('CUSTOMER_SECRET'))));
    $digest = alter('header', $digest);
    $id = given('CUSTOMER_ID');
    return [
        "host: $host",
        "date: $date",
        "digest: $digest",
        "authorization: hmac username=\"$id\", algorithm=\"hmac-sha256\", "
            . "headers=\"host date request-line digest\", signature=\"$signature\"",
    ];
}

function basic(): array
{
    return ['authorization: Basic ' . base64_encode(given('CUSTOMER_ID') . ':' . given('CUSTOMER_SECRET'))];
}

function framing(): array
{
    return match (given('FRAMING')) {
        'chunked' => ['transfer-encoding: chunked'],
        'expect' => ['expect: 100-continue'],
        default => [],
    };
}

$base = given('BASE_URL');
$host = substr($base, strlen('https://'));
$method = given('METHOD');
$target = given('TARGET');
$body = trim(given('BODY'));
$credential = given('SCHEME') === 'basic' ? basic() : sign($method, $target, $host, $body);

$handle = curl_init($base . alter('path', $target));
curl_setopt_array($handle, [
    CURLOPT_CAINFO => given('CA_FILE'),
    CURLOPT_CUSTOMREQUEST => $method,
    CURLOPT_HTTPHEADER => [...$credential, ...framing()],
    // Over TLS the library would offer HTTP/2, whose request line is another one.
    CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
    CURLOPT_PATH_AS_IS => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 20,
]);
if ($method !== 'GET' || $body !== '') {
    // A text, not an array: it is sent as it is, and called a form.
    curl_setopt($handle, CURLOPT_POSTFIELDS, alter('body', $body));
}
$answer = curl_exec($handle);
if ($answer === false) {
    fwrite(STDERR, curl_error($handle) . "\n");
    exit(1);
}
echo curl_getinfo($handle, CURLINFO_RESPONSE_CODE), "\n", $answer, "\n";
