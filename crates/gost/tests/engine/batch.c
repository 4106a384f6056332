/* Many signatures in one process: the peer of the differential test.
   batch DIGEST; on standard input, any number of cases, each of four fields: PKCS#8, message, a signature of the message,
   another signature. Answers each case with three fields: the SubjectPublicKeyInfo, a signature of its own, and one byte
   whose bits say which of the two signatures it takes. A field is two bytes of length, most significant first, and the bytes. */
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>

struct field {
    size_t length;
    unsigned char bytes[65536];
};

static void check(int good, const char *what) {
    if (!good) {
        fprintf(stderr, "batch: %s failed\n", what);
        exit(1);
    }
}

static int take(struct field *field) {
    int high = getchar();
    if (high == EOF)
        return 0;
    field->length = (size_t)high << 8 | (size_t)getchar();
    check(fread(field->bytes, 1, field->length, stdin) == field->length, "reading a field");
    return 1;
}

static void give(const unsigned char *bytes, size_t length) {
    putchar((int)(length >> 8));
    putchar((int)(length & 255));
    check(fwrite(bytes, 1, length, stdout) == length, "writing a field");
}

static int takes(EVP_PKEY *key, const EVP_MD *digest, const struct field *message, const struct field *signature) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    check(EVP_DigestVerifyInit(context, NULL, digest, NULL, key) > 0, "verification");
    int verdict = EVP_DigestVerify(context, signature->bytes, signature->length, message->bytes, message->length);
    EVP_MD_CTX_free(context);
    return verdict == 1;
}

static void answer(const EVP_MD *digest) {
    static struct field pkcs8, message, good, bad;
    while (take(&pkcs8)) {
        check(take(&message) && take(&good) && take(&bad), "reading a case");
        const unsigned char *at = pkcs8.bytes;
        EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &at, (long)pkcs8.length);
        check(key != NULL, "reading the key");

        unsigned char *spki = NULL;
        int length = i2d_PUBKEY(key, &spki);
        check(length > 0, "writing the public key");
        give(spki, (size_t)length);
        OPENSSL_free(spki);

        unsigned char signature[256];
        size_t size = sizeof signature;
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        check(EVP_DigestSignInit(context, NULL, digest, NULL, key) > 0, "signing");
        check(EVP_DigestSign(context, signature, &size, message.bytes, message.length) > 0, "signing");
        EVP_MD_CTX_free(context);
        give(signature, size);

        unsigned char verdicts = (unsigned char)(takes(key, digest, &message, &good) | takes(key, digest, &message, &bad) << 1);
        give(&verdicts, 1);
        fflush(stdout);
        EVP_PKEY_free(key);
    }
}

int main(int count, char **arguments) {
    check(count == 2, "reading the arguments");
    OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);
    const EVP_MD *digest = EVP_get_digestbyname(arguments[1]);
    check(digest != NULL, "finding the hash function");
    answer(digest);
    return 0;
}
