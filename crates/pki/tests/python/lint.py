"""Runs pkilint over the files of a folder, after teaching it the types of order ФСБ 795 that it does not know.

Prints every finding from WARNING upwards; the exit code is their number.
"""

import sys
from pathlib import Path

from pyasn1.type import char, constraint, namedtype, univ

from pkilint.bin import lint_crl, lint_ocsp_response, lint_pkix_cert, lint_pkix_signer_signee_cert_chain
from pkilint.pkix import extension, name


def oid(text):
    return univ.ObjectIdentifier(text)


def digits(count):
    size = constraint.ValueSizeConstraint(count, count)
    alphabet = constraint.PermittedAlphabetConstraint(*"0123456789")
    return char.NumericString().subtype(subtypeSpec=constraint.ConstraintsIntersection(size, alphabet))


def text(limit):
    return char.UTF8String().subtype(subtypeSpec=constraint.ValueSizeConstraint(1, limit))


class IssuerSignTool(univ.Sequence):
    componentType = namedtype.NamedTypes(
        namedtype.NamedType("signTool", text(200)),
        namedtype.NamedType("cATool", text(200)),
        namedtype.NamedType("signToolCert", text(100)),
        namedtype.NamedType("cAToolCert", text(100)),
    )


name.ATTRIBUTE_TYPE_MAPPINGS.update({
    oid("1.2.643.100.1"): digits(13),
    oid("1.2.643.100.3"): digits(11),
    oid("1.2.643.100.4"): digits(10),
    oid("1.2.643.100.5"): digits(15),
    oid("1.2.643.3.131.1.1"): digits(12),
})
extension.EXTENSION_MAPPINGS.update({
    oid("1.2.643.100.111"): text(200),
    oid("1.2.643.100.112"): IssuerSignTool(),
    oid("1.2.643.100.114"): univ.Integer().subtype(subtypeSpec=constraint.ValueRangeConstraint(0, 3)),
})


def lint(folder):
    findings = 0
    for certificate in ["root.pem", "issuing.pem", "user.pem"]:
        findings += lint_pkix_cert.main(["lint", "-s", "WARNING", str(folder / certificate)])
    for issuer, subject in [("root.pem", "issuing.pem"), ("issuing.pem", "user.pem")]:
        arguments = ["lint", "-s", "WARNING", str(folder / issuer), str(folder / subject)]
        findings += lint_pkix_signer_signee_cert_chain.main(arguments)
    lists = ["issuing", "issuing-revoked", "base-held", "delta-revoked", "delta-resumed", "part", "part-revoked"]
    for kind, crl in [("ARL", "root.crl")] + [("CRL", f"{name}.crl") for name in lists]:
        findings += lint_crl.main(["lint", "-t", kind, "-p", "PKIX", "-s", "WARNING", str(folder / crl)])
    for answer in sorted(folder.glob("*.ocsp")):
        findings += lint_ocsp_response.main(["lint", "-s", "WARNING", str(answer)])
    print(f"{findings} findings")
    return findings


sys.exit(lint(Path(sys.argv[1])))
