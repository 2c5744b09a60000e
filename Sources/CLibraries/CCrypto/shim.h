#ifndef CALLBOARD_CCRYPTO_SHIM_H
#define CALLBOARD_CCRYPTO_SHIM_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

/* Without a callback, OpenSSL would ask for the passphrase of an encrypted key on the terminal. */
static inline int crypto_shim_no_passphrase(char *buffer, int size, int writing, void *context) {
    (void)buffer; (void)size; (void)writing; (void)context;
    return -1;
}

static inline EVP_PKEY *crypto_shim_private_key(const void *pem, int count) {
    BIO *source = BIO_new_mem_buf(pem, count);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(source, NULL, crypto_shim_no_passphrase, NULL);
    BIO_free(source);
    return key;
}

static inline EVP_PKEY *crypto_shim_public_key(const void *pem, int count) {
    BIO *source = BIO_new_mem_buf(pem, count);
    EVP_PKEY *key = PEM_read_bio_PUBKEY(source, NULL, crypto_shim_no_passphrase, NULL);
    BIO_free(source);
    return key;
}

static inline X509 *crypto_shim_certificate(const void *pem, int count) {
    BIO *source = BIO_new_mem_buf(pem, count);
    X509 *certificate = PEM_read_bio_X509(source, NULL, crypto_shim_no_passphrase, NULL);
    BIO_free(source);
    return certificate;
}

/* Both times of a certificate in UTC; 0 when one cannot be read. */
static inline int crypto_shim_validity(const X509 *certificate, struct tm *start, struct tm *end) {
    return ASN1_TIME_to_tm(X509_get0_notBefore(certificate), start) == 1
        && ASN1_TIME_to_tm(X509_get0_notAfter(certificate), end) == 1;
}

static inline int crypto_shim_is_rsa(const EVP_PKEY *key) { return EVP_PKEY_is_a(key, "RSA"); }

/* Whether a key lies on the curve P-256, the only one of ES256. */
static inline int crypto_shim_is_p256(const EVP_PKEY *key) {
    char name[32];
    size_t length = 0;
    return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, name, sizeof name, &length) == 1
        && OBJ_txt2nid(name) == NID_X9_62_prime256v1;
}

static inline int crypto_shim_bits(const EVP_PKEY *key) { return EVP_PKEY_get_bits(key); }

/* One of the numbers of a public key, of at most capacity bytes; its length, 0 when there is none. */
static inline int crypto_shim_number(const EVP_PKEY *key, const char *name, unsigned char *bytes, int capacity, int padded) {
    BIGNUM *number = NULL;
    int count = 0;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1) { return 0; }
    if (BN_num_bytes(number) <= capacity) {
        count = padded > 0 ? BN_bn2binpad(number, bytes, padded) : BN_bn2bin(number, bytes);
    }
    BN_free(number);
    return count < 0 ? 0 : count;
}

static inline EVP_PKEY *crypto_shim_key_from(const char *kind, OSSL_PARAM *parameters) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    if (context != NULL && EVP_PKEY_fromdata_init(context) == 1) {
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

static inline EVP_PKEY *crypto_shim_rsa_key(const unsigned char *modulus, int modulusCount, const unsigned char *exponent, int exponentCount) {
    EVP_PKEY *key = NULL;
    BIGNUM *n = BN_bin2bn(modulus, modulusCount, NULL);
    BIGNUM *e = BN_bin2bn(exponent, exponentCount, NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1) {
        OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
        key = crypto_shim_key_from("RSA", parameters);
        OSSL_PARAM_free(parameters);
    }
    OSSL_PARAM_BLD_free(builder);
    BN_free(n);
    BN_free(e);
    return key;
}

/* The point is 65 bytes, uncompressed: 4, x, y. NULL when it does not lie on the curve. */
static inline EVP_PKEY *crypto_shim_p256_key(const unsigned char *point) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, 65) == 1) {
        OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
        key = crypto_shim_key_from("EC", parameters);
        OSSL_PARAM_free(parameters);
    }
    OSSL_PARAM_BLD_free(builder);
    return key;
}

/* The 64 bytes r, s of a signature in DER; 0 when it cannot be read. */
static inline int crypto_shim_joined_signature(const unsigned char *der, size_t count, unsigned char *joined) {
    ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &der, (long)count);
    if (signature == NULL) { return 0; }
    int done = BN_bn2binpad(ECDSA_SIG_get0_r(signature), joined, 32) == 32
        && BN_bn2binpad(ECDSA_SIG_get0_s(signature), joined + 32, 32) == 32;
    ECDSA_SIG_free(signature);
    return done;
}

/* The DER of a signature given as 64 bytes r, s, in at most capacity bytes; its length, 0 when it cannot be made. */
static inline int crypto_shim_der_signature(const unsigned char *joined, unsigned char *der, int capacity) {
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(joined, 32, NULL);
    BIGNUM *s = BN_bin2bn(joined + 32, 32, NULL);
    if (signature == NULL || ECDSA_SIG_set0(signature, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(signature);
        return 0;
    }
    int count = i2d_ECDSA_SIG(signature, NULL);
    if (count > 0 && count <= capacity) { count = i2d_ECDSA_SIG(signature, &der); } else { count = 0; }
    ECDSA_SIG_free(signature);
    return count < 0 ? 0 : count;
}

#endif
