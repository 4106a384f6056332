/* Whole operations of OpenSSL per second of processor time, through EVP: the peer of `rates`.
   peer generate|sign|verify|hash ALGORITHM PARAMETERS DIGEST SECONDS; prints one number. */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double processor_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void check(int good, const char *what) {
    if (!good) {
        fprintf(stderr, "peer: %s failed\n", what);
        exit(1);
    }
}

static EVP_PKEY *generate(EVP_PKEY_CTX *context) {
    EVP_PKEY *key = NULL;
    check(EVP_PKEY_keygen(context, &key) > 0, "key generation");
    return key;
}

static size_t sign(EVP_PKEY *key, const EVP_MD *digest, const unsigned char *message, size_t length,
                   unsigned char *signature) {
    size_t size = 256;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    check(EVP_DigestSignInit(context, NULL, digest, NULL, key) > 0, "signing");
    check(EVP_DigestSign(context, signature, &size, message, length) > 0, "signing");
    EVP_MD_CTX_free(context);
    return size;
}

static void verify(EVP_PKEY *key, const EVP_MD *digest, const unsigned char *message, size_t length,
                   const unsigned char *signature, size_t size) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    check(EVP_DigestVerifyInit(context, NULL, digest, NULL, key) > 0, "verification");
    check(EVP_DigestVerify(context, signature, size, message, length) == 1, "verification");
    EVP_MD_CTX_free(context);
}

static void hash(const EVP_MD *digest, const unsigned char *message, size_t length) {
    unsigned char value[EVP_MAX_MD_SIZE];
    check(EVP_Digest(message, length, value, NULL, digest, NULL) > 0, "hashing");
}

int main(int count, char **arguments) {
    check(count == 6, "reading the arguments");
    const char *operation = arguments[1];
    const char *option = strcmp(arguments[2], "EC") ? "paramset" : "ec_paramgen_curve";
    double span = atof(arguments[5]);
    OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);

    unsigned char message[600], signature[256];
    memset(message, 0x5a, sizeof message);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(OBJ_sn2nid(arguments[2]), NULL);
    if (!context)
        context = EVP_PKEY_CTX_new_from_name(NULL, arguments[2], NULL);
    check(context && EVP_PKEY_keygen_init(context) > 0, "finding the algorithm");
    check(EVP_PKEY_CTX_ctrl_str(context, option, arguments[3]) > 0, "finding the parameters");
    const EVP_MD *digest = EVP_get_digestbyname(arguments[4]);
    EVP_PKEY *key = generate(context);
    size_t size = strcmp(operation, "verify") ? 0 : sign(key, digest, message, sizeof message, signature);

    int is_hash = !strcmp(operation, "hash"), batch = is_hash ? 1 : 16;
    unsigned char *long_message = is_hash ? calloc(1, 1 << 20) : NULL;
    check(!is_hash || long_message, "memory");
    long done = 0;
    double start = processor_time(), spent;
    do {
        for (int i = 0; i < batch; i++, done++) {
            if (long_message)
                hash(digest, long_message, 1 << 20);
            else if (!strcmp(operation, "generate"))
                EVP_PKEY_free(generate(context));
            else if (!strcmp(operation, "sign"))
                sign(key, digest, message, sizeof message, signature);
            else
                verify(key, digest, message, sizeof message, signature, size);
        }
        spent = processor_time() - start;
    } while (spent < span);
    printf("%.1f\n", done / spent);
    return 0;
}
