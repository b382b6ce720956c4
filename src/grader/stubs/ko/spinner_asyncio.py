r"""카타 spinner_asyncio: 코루틴이 답을 기다리는 동안, 스피너가 별도의 태스크에서 돌아갑니다.

spinner_thread.py와 같은 프로그램이지만 스레드는 하나뿐입니다. 3초 동안 터미널에는 알림 줄이 보이고, 그 아랫줄에서는
글자가 제자리에서 바뀝니다.

    spinner object: <Task pending name='Task-2' coro=<spin() running at …/spinner_asyncio.py:40>>
    | thinking!

그다음 스피너는 사라지고, 그 자리에 답이 나옵니다.

    spinner object: <Task pending name='Task-2' coro=<spin() running at …/spinner_asyncio.py:40>>
    Answer: 42

실행은 `python exercises/spinner_asyncio.py`, 검사는 `nox -s check -- exercises/spinner_asyncio.py`로 합니다.

파일 전체에 적용되는 규칙:

* TODO마다, 그 아래의 `raise NotImplementedError`를 지우고 그 자리에 코드를 씁니다. 독스트링대로 동작하기만 하면
  어떤 방법이든 맞습니다. 아래에 있는 이름은 그대로 두고, 필요한 이름은 얼마든지 더해도 됩니다.
* 표준 라이브러리만 사용하고, 직접 만든 다른 파일은 사용하지 않습니다. 프로세스도 스레드도 띄우지 않습니다.
* 이 파일을 import할 때는 아무것도 시작되지 않고 아무것도 출력되지 않아야 합니다. `main` 호출은 맨 끝의
  `if __name__ == "__main__":` 아래에 그대로 둡니다.
* 표준 출력에는 독스트링에 적힌 것만 나와야 합니다. 표준 오류는 자유입니다. 디버깅은
  `print(..., file=sys.stderr)`로 하세요.
* asyncio가 알릴 만한 문제가 없어야 합니다. 한 번도 기다려지지 않은(never awaited) 코루틴, 대기 중에 사라진 태스크,
  아무도 꺼내 보지 않은 예외, 예외로 죽었는데 `cancel()`에 가려진 스피너가 없어야 합니다. 다른 종류의 경고는 세지
  않습니다. (검사: quiet)
* 채점기는 인자를 위치로 넘깁니다. 그리고 아래의 `slow_function` 자리에 채점기의 `slow_function`을 넣는데, 이것도
  코루틴 함수입니다. 그 함수는 어떤 객체든 반환할 수 있고, 시간이 전혀 걸리지 않거나(한 번도 일시 중단되지 않을 수도
  있습니다) 10초가 걸릴 수도 있으며, 예외를 일으킬 수도 있습니다. `main`은 프로세스마다 한 번, `spin`과 `supervisor`는
  몇 번이든, 한 루프에서 또는 여러 루프에서 호출합니다.
* 필수 검사에서는 한 글자가 한 칸을 차지하는, 40자 이하의 메시지를 씁니다. '곧바로'는 0.02초 안을 뜻합니다. '잠잠해진
  뒤'는 더 실행할 것이 없을 때까지 이벤트 루프에 차례를 준 다음을 뜻합니다.

`spin`, `slow_function`, `supervisor`는 코루틴 함수(`async def`)이고, `main`은 보통 함수입니다(검사: coroutines).
아래에 있는 그대로입니다. *보너스*라고 적힌 검사는 점수를 더해 줄 뿐, 카타의 통과 여부를 정하지 않습니다.
"""


async def spin(msg: str) -> None:
    r"""이 코루틴을 실행하는 태스크가 취소될 때까지 `msg` 앞에서 스피너를 돌립니다.

    `| msg`, `/ msg`, `- msg`, `\ msg` 프레임(문자, 공백 하나, 메시지)을 이 순서대로 계속 되풀이해서 그립니다. 모두
    터미널의 한 줄 안에서, 새 프레임이 앞의 프레임을 대신합니다.

    * 호출될 때마다 `| msg`를 곧바로 그리는 것으로 시작합니다. (frames)
    * 0.1초마다(0.08초에서 0.12초) 새 프레임이 나옵니다. 프레임과 프레임 사이에 `spin`은 기다리며, 프로세서를 붙들지
      않습니다. (pace)
    * 프레임은 나중이 아니라 그릴 때 바로 터미널에 나타납니다. 표준 출력은 줄 단위로 버퍼링되므로 플러시하세요.
      (visible)
    * 이벤트 루프를 절대로 막지 않습니다. 기다리는 동안 다른 태스크가 차례를 얻습니다. (yields)
    * 어느 `await`에서 취소되든, 더 기다리지 않고 끝나며 프레임을 더 그리지 않습니다. `CancelledError`는 그대로
      내보내도 되고(그러면 태스크는 취소된 상태가 됩니다) 잡은 다음 반환해도 됩니다. 다른 예외는 안 됩니다. (cancel)
    * 끝난 뒤에는 줄이 깨끗합니다. 줄은 비어 있고, 커서는 같은 행의 0번 열에 있으며, 보입니다. 그 위의 알림 줄은
      그대로 남아 있습니다. 줄을 지우는 출력은 플러시하지 않아도 됩니다. (cleanup)
    * 보너스: '생각 중!'처럼 두 칸을 차지하는 글자가 `msg`에 있어도 줄이 깨끗합니다. 이때 `len(msg)`는 폭이
      아닙니다. (wide)
    """
    # TODO: 그리고, 플러시하고, await로 기다립니다. 기다리다가 취소되면 줄을 지웁니다.
    raise NotImplementedError


async def slow_function() -> int:
    """I/O를 기다리는 척합니다. 3초(2.9초에서 3.1초)가 걸리고 42를 반환합니다. 아무것도 출력하지 않습니다.

    * 정해진 시간이 걸리고 42를 반환합니다. (slow_function)
    * 이벤트 루프를 절대로 막지 않습니다. 기다리는 동안 다른 태스크가 차례를 얻습니다. (yields)
    """
    # TODO: await로 기다린 다음 반환합니다.
    raise NotImplementedError


async def supervisor() -> int:
    """스피너가 도는 동안 `slow_function`을 기다리고(await), 그 함수가 반환한 것을 반환합니다.

    * 먼저 마음대로 고른 메시지(예를 들어 'thinking!')로 `spin`을 실행할 태스크를 만듭니다. 그리고 첫 프레임이 그려지기
      전에 한 줄을 출력합니다. `spinner object: `와 그 `asyncio.Task` 객체의 repr이며, 태스크는 아직 대기
      중(pending)입니다. (announce)
    * 그다음 `slow_function()`을 한 번 await합니다. `slow_function`이 일하는 동안, 곧바로 끝나든 10초가 걸리든, 스피너는
      같은 루프, 같은 스레드에서 간격을 지킵니다. `supervisor`가 걸리는 시간은 그보다 많아야 0.12초 더 깁니다. `spin`과
      `slow_function`은 이 이름 그대로, 호출하는 순간에 이 모듈에서 찾아서 부릅니다. 스레드는 시작하지 않습니다.
      (concurrent)
    * 스피너를 끝내는 것은 `supervisor`입니다. `supervisor`가 반환하고 루프가 잠잠해진 뒤에는, 여기서 시작한 태스크 중
      대기 중인 것이 없고, 줄을 지우는 것 말고는 더 그려진 것이 없습니다. 이 일을 `asyncio.run`에 맡기지 마세요.
      `asyncio.run`은 루프가 끝날 때에야 그렇게 합니다. (cancelled)
    * `slow_function`이 반환한 것을, 그것이 무엇이든, 그대로 반환합니다. (result)
    * 답은 출력하지 않습니다. 그 일은 `main`이 합니다. (answer)
    * 같은 루프에서도 새 루프에서도 다시 await할 수 있고, 그때도 이 모든 것을 다시 합니다. (rerun)
    * 보너스: 취소한 스피너를 await해서, 반환할 때는 줄이 이미 깨끗합니다. (awaited)
    * 보너스: `slow_function`이 예외를 일으키면 바로 그 예외가 (예외 그룹에 싸이지 않고) 호출한 쪽에 전달됩니다. 그 뒤
      루프가 잠잠해지면 스피너는 취소되어 있고 줄은 지워져 있습니다. (exception)
    * 보너스: `supervisor` 자신이 기다리다가 취소되면 `CancelledError`가 호출한 쪽으로 그대로 나갑니다. 그 뒤 루프가
      잠잠해지면 스피너는 취소되어 있고 줄은 지워져 있습니다. (outer_cancel)
    """
    # TODO: 만들고, 알리고, await하고, 취소합니다.
    raise NotImplementedError


def main() -> None:
    """`supervisor`를 이벤트 루프에서 한 번 구동하고 한 줄, 즉 `Answer: `와 그 결과를 출력하고, None을 반환합니다.

    여기서는 `Answer: 42`입니다. 끝났을 때 화면에는 알림 줄이 있고, 그다음에 답이 있으며, 다른 것은 없습니다. (answer)

    `main`이 호출될 때 실행 중인 루프는 없습니다. `asyncio.run`은 루프를 만들고 닫아 주며, 직접 만든 루프도 괜찮습니다.
    `asyncio.get_event_loop()`는 이제 루프를 만들어 주지 않습니다. 여기서는 파이썬 3.14부터 RuntimeError를 일으킵니다.
    """
    # TODO: 구동하고, 출력합니다.
    raise NotImplementedError


if __name__ == "__main__":
    main()
