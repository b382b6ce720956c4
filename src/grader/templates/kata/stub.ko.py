"""카타 kata_name: 1초에 하나씩 수를 거꾸로 세고, 그동안 다른 쪽도 차례를 얻게 합니다.

3초 동안 터미널에 수가 하나씩 한 줄에 나타나고, 그다음은 이렇습니다.

    3
    2
    1
    lift-off!

`python exercises/kata_name.py`로 실행합니다.
`nox -s check -- exercises/kata_name.py`로 검사합니다.

파일 전체에 대한 규칙:

* TODO마다 그 아래의 `raise NotImplementedError` 대신 코드를 쓰세요. 독스트링에 적힌 대로 동작하면 어떤 방법이든
  맞습니다. 아래의 이름은 그대로 두세요. 이름을 더하는 것은 자유입니다.
* 표준 라이브러리만 쓰고, 여러분의 다른 파일은 쓰지 마세요. 프로세스를 시작하지 마세요.
* 파일을 임포트할 때는 아무것도 시작하지 않고 아무것도 출력하지 않습니다. 실행하는 코드는 파일 끝의 조건문 아래에
  두세요.
"""

import asyncio


async def countdown(start: int) -> str:
    """`start`부터 1까지 수를 1초에 하나씩 출력하고, 마지막 수의 시간이 지나면 'lift-off!'를 반환합니다.

    * 수는 저마다 한 줄에 나옵니다. 첫 수는 곧바로 나오고, 다음 수는 앞의 수가 나온 지 1초 뒤에 나옵니다. '곧바로'와
      '1초 뒤'는 0.02초까지 어긋나도 됩니다. (numbers)
    * 기다리는 동안 다른 태스크가 차례를 얻습니다. 이벤트 루프를 절대로 막지 않습니다. (yields)
    * 마지막 수가 나온 지 1초 뒤에 텍스트 'lift-off!'를 반환하고, 스스로 출력하지는 않습니다. (result)
    """
    # TODO: 출력하고, 기다리고, 마지막에 반환하세요.
    raise NotImplementedError


def main() -> None:
    """이벤트 루프에서 3부터 거꾸로 세고, 돌려받은 것을 출력합니다. 이 부분은 이미 쓰여 있습니다."""
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
